using System.Collections.Immutable;
using GrupoGad.Efectivos;
using GrupoGad.Geo;

namespace GrupoGad.Fences;

/// <summary>Fences, people and fixes of tests.</summary>
internal static class Fenced
{
    public static readonly DateTime Noon = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);
    public static readonly FenceSubject Somebody = new("E-001", new EfectivoProfile { Unit = "Norte", Skills = ["paramedic"] }, Availability.Available);
    public static readonly FenceOptions Options = new();

    /// <summary>A square of so many degrees; its hole from and to that far from the corner.</summary>
    public static FenceShape Square(double west, double south, double side, (double From, double To)? hole = null) => new()
    {
        Kind = FenceKind.Polygon,
        Parts = [new FencePart { Outer = Ring(west, south, side), Holes = hole is { } h ? [Ring(west + h.From, south + h.From, h.To - h.From)] : [] }],
    };

    public static FenceShape Circle(double latitude, double longitude, double radiusM) =>
        new() { Kind = FenceKind.Circle, Centre = new GeoPoint(latitude, longitude), RadiusM = radiusM };

    public static FenceShape Corridor(double halfWidthM, params GeoPoint[] line) => new() { Kind = FenceKind.Corridor, RadiusM = halfWidthM, Line = [.. line] };

    public static FencePlan Plan(FenceShape shape, FenceWatch? watch = null) => new() { Name = "Cerco", Shape = shape, Watch = watch ?? FenceWatch.Borders };

    public static FenceMap Map(params (string Id, FencePlan Plan)[] fences)
    {
        var map = new FenceMap(Options);
        map.Apply(1, fences.Select(fence => FenceEntry.Prepare(fence.Id, fence.Plan, 1)), []);
        return map;
    }

    public static Fix At(double latitude, double longitude, int seconds = 0, float? accuracyM = 0, float? speedMps = null) => new()
    {
        Point = new GeoPoint(latitude, longitude), DeviceTime = Noon.AddSeconds(seconds), AccuracyM = accuracyM, SpeedMps = speedMps,
    };

    private static ImmutableArray<GeoPoint> Ring(double west, double south, double side) =>
        [new(south, west), new(south, west + side), new(south + side, west + side), new(south + side, west)];
}
