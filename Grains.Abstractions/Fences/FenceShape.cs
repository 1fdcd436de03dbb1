using System.Collections.Immutable;
using GrupoGad.Geo;

namespace GrupoGad.Fences;

/// <summary>Numbers are stored and sent: append only.</summary>
public enum FenceKind
{
    Circle = 1,
    Polygon = 2,

    /// <summary>A line with a width.</summary>
    Corridor = 3,
}

/// <summary>Where a fence is. A position on its edge is inside.</summary>
/// <remarks>
/// Edges of polygons are straight in longitude and latitude, as in RFC 7946 and PostGIS <c>geometry</c>. Distances to centres and lines are great-circle
/// metres on the sphere of <see cref="Sphere.RadiusM"/>, as PostGIS <c>geography</c> without spheroid. A polygon or line does not cross the
/// antimeridian: it is cut there into parts, as RFC 7946 says. A circle may, and may hold a pole.
/// </remarks>
[GenerateSerializer, Immutable, Alias(Aliases.FenceShape)]
public sealed record FenceShape
{
    /// <summary>Corners of one fence, all rings together.</summary>
    public const int VerticesMax = 100_000;

    [Id(0)] public required FenceKind Kind { get; init; }

    /// <summary>Of a circle; null for one that moves with an efectivo.</summary>
    [Id(1)] public GeoPoint? Centre { get; init; }

    /// <summary>Of a circle: radius. Of a corridor: half its width. Metres, 1–100,000.</summary>
    [Id(2)] public double RadiusM { get; init; }

    /// <summary>Of a polygon: 1–1,000 parts that do not overlap.</summary>
    [Id(3)] public ImmutableArray<FencePart> Parts { get; init; } = [];

    /// <summary>Of a corridor: 2 corners or more, none twice in a row.</summary>
    [Id(4)] public ImmutableArray<GeoPoint> Line { get; init; } = [];
}

/// <summary>
/// One piece of a polygon: an outer ring and its holes. A ring is not closed (the last corner is not the first again) and has 3 corners or more.
/// </summary>
[GenerateSerializer, Immutable, Alias(Aliases.FencePart)]
public sealed record FencePart
{
    [Id(0)] public required ImmutableArray<GeoPoint> Outer { get; init; }

    [Id(1)] public ImmutableArray<ImmutableArray<GeoPoint>> Holes { get; init; } = [];
}
