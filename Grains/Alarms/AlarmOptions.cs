using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Alarms;

/// <summary>How often alarms are sent. Section <c>Gad:Alarms</c>.</summary>
public sealed class AlarmOptions
{
    public const string Section = "Gad:Alarms";

    /// <summary>Milliseconds between two tellings of a raised alarm. Default 3,000: a screen that comes up late rings within one of them.</summary>
    [Range(50, 60_000)]
    public int TellEveryMs { get; set; } = 3_000;

    /// <summary>Seconds between two tellings of an acknowledged one. Default 30: it does not ring any more, but a board that lost it has it back.</summary>
    [Range(1, 3_600)]
    public int ShowEveryS { get; set; } = 30;

    /// <summary>Milliseconds that a panic waits for its stored state and its efectivo's before it rings without them. Default 300.</summary>
    [Range(10, 5_000)]
    public int RingWithinMs { get; set; } = 300;

    /// <summary>
    /// Milliseconds that a caller waits for its alarm to be stored, while the alarm rings. Then the answer is that the alarm rings and is not stored yet; an
    /// acknowledgement is answered that the store is away. Default 1,200: less than an endpoint waits for one answer (<c>Gad:Calls:AttemptMs</c>), also when
    /// it queues behind another call.
    /// </summary>
    [Range(10, 10_000)]
    public int AnswerWithinMs { get; set; } = 1_200;
}
