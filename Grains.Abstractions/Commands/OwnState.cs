using GrupoGad.Alarms;
using GrupoGad.Efectivos;

namespace GrupoGad.Commands;

/// <summary>Parts of an efectivo's own state that its client receives, each separately. Numbers are sent: append only.</summary>
public enum OwnPart
{
    Alarm = 1,
    CheckIn = 2,
    Availability = 3,
}

/// <summary>One part, as it is now.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.OwnState)]
public sealed record OwnState
{
    [Id(0)] public required OwnPart Part { get; init; }

    /// <summary>The open alarm, or the last one; null when there never was one, and on the other parts.</summary>
    [Id(1)] public AlarmSummary? Alarm { get; init; }

    [Id(2)] public WelfareView? CheckIn { get; init; }

    [Id(3)] public Availability? Availability { get; init; }
}
