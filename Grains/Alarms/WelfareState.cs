namespace GrupoGad.Alarms;

/// <summary>Stored state of an efectivo's check-in clock.</summary>
[GenerateSerializer, Immutable, Alias("gad.state.welfare")]
public sealed record WelfareState
{
    /// <summary>Zero: no check-in is asked for.</summary>
    [Id(0)] public TimeSpan Every { get; init; }

    /// <summary>UTC; null without a check-in.</summary>
    [Id(1)] public DateTime? DueAt { get; init; }

    /// <summary>In a row.</summary>
    [Id(2)] public int Missed { get; init; }

    [Id(3)] public DateTime? LastCheckIn { get; init; }

    /// <summary>The person who set the clock.</summary>
    [Id(4)] public string Actor { get; init; } = "";

    /// <summary>Id of the alarm that two misses asked for and that is not known to be raised; empty: none.</summary>
    [Id(5)] public string OwedAlarm { get; init; } = "";

    /// <summary>When that alarm was due, UTC.</summary>
    [Id(6)] public DateTime OwedAt { get; init; }

    /// <summary>Grows with every change of the period, and with nothing else: what people write.</summary>
    [Id(7)] public long Version { get; init; }
}
