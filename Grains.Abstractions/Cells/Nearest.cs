using System.Collections.Immutable;
using GrupoGad.Efectivos;
using GrupoGad.Geo;

namespace GrupoGad.Cells;

/// <summary>Which members an answer may hold. Null or empty: any.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.MemberFilter)]
public readonly record struct MemberFilter
{
    [Id(0)] public Availability? Availability { get; init; }

    /// <summary>A skill it must have.</summary>
    [Id(1)] public string? Skill { get; init; }

    /// <summary>At least this fresh: <c>Stale</c> also lets <c>Live</c> pass.</summary>
    [Id(2)] public Freshness? Freshness { get; init; }

    /// <summary>None whose place is only roughly known: who is asked for in order to be sent.</summary>
    [Id(3)] public bool Precise { get; init; }
}

/// <summary>The k nearest to a point, exact on the sphere.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.NearestQuery)]
public sealed record NearestQuery
{
    [Id(0)] public required GeoPoint Point { get; init; }

    /// <summary>1–<see cref="KMax"/>.</summary>
    [Id(1)] public required int K { get; init; }

    [Id(2)] public MemberFilter Filter { get; init; }

    /// <summary>Metres, included; <see cref="double.PositiveInfinity"/> for no limit.</summary>
    [Id(3)] public double MaxDistanceM { get; init; } = double.PositiveInfinity;

    /// <summary>Upper limit of <see cref="K"/>.</summary>
    public const int KMax = 1_000;
}

[GenerateSerializer, Immutable, Alias(Aliases.NearestHit)]
public readonly record struct NearestHit
{
    [Id(0)] public required CellMember Member { get; init; }

    [Id(1)] public required double DistanceM { get; init; }

    [Id(2)] public required Freshness Freshness { get; init; }

    [Id(3)] public required TimeSpan Age { get; init; }
}

/// <summary>A live cell as a search sees it.</summary>
[Alias(Aliases.CellSearchGrain)]
public interface ICellSearchGrain : IGrainWithStringKey
{
    /// <summary>The nearest of this cell alone, nearest first.</summary>
    [Alias(nameof(Nearest))]
    ValueTask<ImmutableArray<NearestHit>> Nearest(NearestQuery query);

    /// <summary>Members of this cell inside the box, ordered by code, after a given code.</summary>
    [Alias(nameof(Within))]
    ValueTask<ImmutableArray<CellMember>> Within(GeoBounds bounds, MemberFilter filter, string after, int limit);
}

/// <summary>Answers over all cells. A stateless worker. Key: any.</summary>
[Alias(Aliases.SearchGrain)]
public interface ISearchGrain : IGrainWithIntegerKey
{
    /// <summary>The k nearest over all cells, nearest first; equal distances by code. Fewer when there are no more.</summary>
    [Alias(nameof(Nearest))]
    ValueTask<ImmutableArray<NearestHit>> Nearest(NearestQuery query, CancellationToken cancellation = default);

    /// <summary>One page of who is inside a box.</summary>
    [Alias(nameof(Within))]
    ValueTask<AreaPage> Within(AreaQuery query, CancellationToken cancellation = default);
}

[GenerateSerializer, Immutable, Alias(Aliases.AreaQuery)]
public sealed record AreaQuery
{
    [Id(0)] public required GeoBounds Bounds { get; init; }

    [Id(1)] public MemberFilter Filter { get; init; }

    /// <summary>1–5,000 members.</summary>
    [Id(2)] public required int Limit { get; init; }

    /// <summary>The <see cref="AreaPage.Next"/> of the page before; empty for the first.</summary>
    [Id(3)] public string Cursor { get; init; } = "";
}

[GenerateSerializer, Immutable, Alias(Aliases.AreaPage)]
public sealed record AreaPage
{
    [Id(0)] public required ImmutableArray<CellMember> Members { get; init; }

    /// <summary>Cursor of the next page; empty at the end.</summary>
    [Id(1)] public string Next { get; init; } = "";
}
