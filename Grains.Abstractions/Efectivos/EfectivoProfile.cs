using System.Collections.Immutable;

namespace GrupoGad.Efectivos;

/// <summary>Identity of an efectivo: it changes rarely and is written durably at once.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.EfectivoProfile)]
public sealed record EfectivoProfile
{
    [Id(0)] public string DisplayName { get; init; } = "";

    /// <summary>Rango.</summary>
    [Id(1)] public string Rank { get; init; } = "";

    /// <summary>Unidad.</summary>
    [Id(2)] public string Unit { get; init; } = "";

    [Id(3)] public ImmutableArray<string> Specialties { get; init; } = [];

    /// <summary>Its skills; nearest and dispatch filter by them.</summary>
    [Id(4)] public ImmutableArray<string> Skills { get; init; } = [];

    [Id(5)] public string Jurisdiction { get; init; } = "";

    /// <summary>Personal: never logged, never in a live frame.</summary>
    [Id(6)] public string Contact { get; init; } = "";

    /// <summary>Ids of the devices that may report for it.</summary>
    [Id(7)] public ImmutableArray<string> Devices { get; init; } = [];

    /// <summary>Code of the efectivo next in line above it, notified when it does not answer a command. Empty: none.</summary>
    [Id(8)] public string Superior { get; init; } = "";
}
