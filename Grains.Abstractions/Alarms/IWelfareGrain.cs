namespace GrupoGad.Alarms;

/// <summary>The check-in clock of one efectivo: two misses in a row raise the alarm by themselves.</summary>
/// <remarks>Key: the efectivo's code. Durable before the answer.</remarks>
[Alias(Aliases.WelfareGrain)]
public interface IWelfareGrain : IGrainWithStringKey
{
    /// <summary>How often it has to say that it is well, 1 minute to 24 hours; zero: never. False: no such efectivo, or out of range.</summary>
    [Alias(nameof(Set))]
    ValueTask<bool> Set(TimeSpan every, string actor, CancellationToken cancellation = default);

    /// <summary>The same for a writer that says what it read; the answer names the version.</summary>
    [Alias(nameof(Put))]
    ValueTask<WelfareAnswer> Put(TimeSpan every, string actor, Expected expected, CancellationToken cancellation = default);

    /// <summary>It is well.</summary>
    [Alias(nameof(CheckIn))]
    ValueTask<WelfareView> CheckIn(CancellationToken cancellation = default);

    [Alias(nameof(Describe))]
    ValueTask<WelfareView> Describe(CancellationToken cancellation = default);

    /// <summary>Comes to life and looks at the clock. After a start, and after a silo died.</summary>
    [Alias(nameof(Wake))]
    ValueTask Wake(CancellationToken cancellation = default);
}

[GenerateSerializer, Immutable, Alias(Aliases.WelfareView)]
public sealed record WelfareView
{
    /// <summary>Zero: no check-in is asked for.</summary>
    [Id(0)] public required TimeSpan Every { get; init; }

    /// <summary>UTC; null without a check-in.</summary>
    [Id(1)] public DateTime? DueAt { get; init; }

    /// <summary>In a row.</summary>
    [Id(2)] public int Missed { get; init; }

    /// <summary>The person who asked for it: the subject of a token, never the efectivo's own; empty: none.</summary>
    [Id(3)] public string SetBy { get; init; } = "";

    /// <summary>Grows with every change of the period; 0: it was never set.</summary>
    [Id(4)] public long Version { get; init; }
}

/// <param name="View">As it is now; null: no such efectivo.</param>
[GenerateSerializer, Immutable, Alias(Aliases.WelfareAnswer)]
public readonly record struct WelfareAnswer([property: Id(0)] AlarmOutcome Outcome, [property: Id(1)] WelfareView? View);
