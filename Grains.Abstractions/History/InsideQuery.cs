using System.Collections.Immutable;
using GrupoGad.Fences;

namespace GrupoGad.History;

/// <summary>Query for the efectivos inside an area between two instants.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.InsideQuery)]
public sealed record InsideQuery
{
    public const int DaysMax = 31;

    /// <summary>Corners of all rings together.</summary>
    public const int CornersMax = 10_000;

    /// <summary>1–1,000. The edge is inside.</summary>
    [Id(0)] public required ImmutableArray<FencePart> Area { get; init; }

    /// <summary>Device time, UTC, included.</summary>
    [Id(1)] public required DateTime From { get; init; }

    /// <summary>UTC, excluded.</summary>
    [Id(2)] public required DateTime To { get; init; }
}

[GenerateSerializer, Immutable, Alias(Aliases.InsideAnswer)]
public sealed record InsideAnswer
{
    public const int EfectivosMax = 10_000;

    [Id(0)] public required HistoryVerdict Verdict { get; init; }

    /// <summary>By code.</summary>
    [Id(1)] public ImmutableArray<Visitor> Visitors { get; init; } = [];
}

/// <summary>An efectivo that was inside, or whose way between two fixes led through.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.Visitor)]
public sealed record Visitor
{
    [Id(0)] public required string EfectivoId { get; init; }

    /// <summary>As it is called now.</summary>
    [Id(1)] public string DisplayName { get; init; } = "";

    /// <summary>Device times of the first and last fix inside; null: none was.</summary>
    [Id(2)] public DateTime? First { get; init; }

    [Id(3)] public DateTime? Last { get; init; }

    /// <summary>Fixes inside.</summary>
    [Id(4)] public required long Fixes { get; init; }

    /// <summary>How often it came in: fixes inside of which the one before was not, or was too long before.</summary>
    [Id(5)] public required long Visits { get; init; }

    /// <summary>
    /// How often the straight way between two fixes, both outside and at most two minutes apart, led through. The passage is probable, because no fix shows it.
    /// </summary>
    [Id(6)] public required long Crossings { get; init; }

    /// <summary>When it came in on the first of those, by even speed on that way; null: there is none.</summary>
    [Id(7)] public DateTime? FirstCrossing { get; init; }

    /// <summary>When it came in on the last of those.</summary>
    [Id(8)] public DateTime? LastCrossing { get; init; }
}
