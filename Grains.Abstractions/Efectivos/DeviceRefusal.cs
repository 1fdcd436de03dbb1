namespace GrupoGad.Efectivos;

/// <summary>An efectivo's device is refused. Its last report is not kept, so its place does not move, and a person has to inform the efectivo.</summary>
/// <remarks>Over with the next report that is kept. Not stored: a new activation learns it from the next report.</remarks>
[GenerateSerializer, Immutable, Alias(Aliases.DeviceRefusal)]
public sealed record DeviceRefusal
{
    [Id(0)] public required ReportOutcome Outcome { get; init; }

    /// <summary>Field at fault, as the .proto writes it; empty: as the outcome says.</summary>
    [Id(1)] public string Field { get; init; } = "";

    /// <summary>The value as it was sent.</summary>
    [Id(2)] public string Value { get; init; } = "";

    /// <summary>Since when each report is refused, for any reason; UTC, by the server's clock.</summary>
    [Id(3)] public DateTime Since { get; init; }

    /// <summary>When the last one was refused.</summary>
    [Id(4)] public DateTime LastAt { get; init; }

    /// <summary>Reports refused since.</summary>
    [Id(5)] public long Count { get; init; }
}
