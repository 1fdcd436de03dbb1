namespace GrupoGad.Duty;

/// <summary>Licencia: when one is away, whatever the shifts say.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.LeavePlan)]
public sealed record LeavePlan
{
    [Id(0)] public required LeaveKind Kind { get; init; }

    /// <summary>IANA name.</summary>
    [Id(1)] public required string TimeZone { get; init; }

    [Id(2)] public required WallTime Start { get; init; }

    /// <summary>After the start, at most 400 days.</summary>
    [Id(3)] public required WallTime End { get; init; }

    /// <summary>0–200 characters.</summary>
    [Id(4)] public string Note { get; init; } = "";
}

/// <summary>Numbers are stored and sent: append only.</summary>
public enum LeaveKind
{
    /// <summary>Vacaciones.</summary>
    Vacation = 1,

    /// <summary>Médica.</summary>
    Medical = 2,

    /// <summary>Franco compensatorio.</summary>
    Compensatory = 3,

    /// <summary>Capacitación.</summary>
    Training = 4,

    Other = 5,
}
