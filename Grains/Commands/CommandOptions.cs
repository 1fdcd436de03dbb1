using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Commands;

/// <summary>Deadlines, re-sends and limits of commands. Section <c>Gad:Commands</c>.</summary>
public sealed class CommandOptions : IValidatableObject
{
    public const string Section = "Gad:Commands";

    /// <summary>Efectivos of one command. Default 20,000: twice the broadcast the mission asks for; its ladders are some megabytes.</summary>
    [Range(1, 100_000)] public int RecipientsMax { get; set; } = 20_000;

    /// <summary>
    /// Deadlines and re-sends of a critical command. Default: delivered in 5 s or the desk knows, answered in 60 s or it escalates, over in 3 min.
    /// </summary>
    [Required] public ClassTimes Critical { get; set; } = new() { AnswerWithinS = 60, DeadlineS = 180, ResendEveryS = 1 };

    /// <summary>Of an operational one. Default 60 s, 15 min.</summary>
    [Required] public ClassTimes Operational { get; set; } = new() { AnswerWithinS = 60, DeadlineS = 900, ResendEveryS = 5 };

    /// <summary>Of a routine one. Default 15 min, 24 h.</summary>
    [Required] public ClassTimes Routine { get; set; } = new() { AnswerWithinS = 900, DeadlineS = 86_400, ResendEveryS = 15 };

    /// <summary>Longest deadline an issuer may give, days. Default 30.</summary>
    [Range(1, 366)] public int DeadlineMaxDays { get; set; } = 30;

    /// <summary>
    /// Offers that one command sends before it lets others have their turn. Default 256: a broadcast to 20,000 must not stand in front of a
    /// critical command in the silo's queues.
    /// </summary>
    [Range(1, 10_000)] public int OffersAtOnce { get; set; } = 256;

    /// <summary>Pause between two such slices of a command that is not critical, ms. Default 5: 20,000 offers in less than half a second.</summary>
    [Range(0, 1_000)] public int OfferPauseMs { get; set; } = 5;

    /// <summary>Least time between two puts of a command on its board, ms. Default 250: people do not read faster.</summary>
    [Range(10, 10_000)] public int BoardEveryMs { get; set; } = 250;

    /// <summary>Longest sleep of an open command, s. Default 120: its timer also keeps it from being collected as idle, which comes after 300.</summary>
    [Range(1, 240)] public int SleepMaxS { get; set; } = 120;

    /// <summary>Sessions an efectivo may have at once. Default 1: the newest wins, so that no order is read on a phone left behind.</summary>
    [Range(1, 10)] public int DevicesMax { get; set; } = 1;

    /// <summary>Seconds after which a session that its gateway did not renew is gone. Default 45: three missed renewals.</summary>
    [Range(2, 600)] public int SessionExpiryS { get; set; } = 45;

    /// <summary>How long a gateway may take to take in a command, ms. Default 3,000; then the session counts as gone and its gateway renews it.</summary>
    [Range(100, 30_000)] public int DoorTimeoutMs { get; set; } = 3_000;

    /// <summary>Pending commands an inbox holds and hands over on attach. Default 1,000; the rest follows by re-sending.</summary>
    [Range(1, 10_000)] public int PendingMax { get; set; } = 1_000;

    public ClassTimes Of(CommandClass @class) => @class switch
    {
        CommandClass.Critical => Critical,
        CommandClass.Operational => Operational,
        _ => Routine,
    };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, times) in new[] { (nameof(Critical), Critical), (nameof(Operational), Operational), (nameof(Routine), Routine) })
        {
            if (times is null || times.AnswerWithinS <= 0 || times.ResendEveryS <= 0 || times.DeadlineS < times.AnswerWithinS)
            {
                yield return new ValidationResult($"{Section}:{name}: AnswerWithinS and ResendEveryS are positive, DeadlineS is at least AnswerWithinS.");
            }
        }
    }
}

/// <summary>The clock of one class, seconds; fractions count.</summary>
public sealed class ClassTimes
{
    /// <summary>Without an answer for this long it escalates.</summary>
    public double AnswerWithinS { get; set; }

    /// <summary>Without an answer for this long it expires.</summary>
    public double DeadlineS { get; set; }

    /// <summary>How often it is offered again to recipients to whom it is not delivered.</summary>
    public double ResendEveryS { get; set; }
}
