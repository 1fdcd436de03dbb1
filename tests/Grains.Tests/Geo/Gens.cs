using CsCheck;

namespace GrupoGad.Geo;

/// <summary>Points as they come, and as they hurt: edges of the world, of cells, poles, the antimeridian.</summary>
internal static class Gens
{
    private static readonly double[] HardLatitudes = [-90, -89.999999, -Mercator.LatitudeMax, -0.0, 0, Mercator.LatitudeMax, 89.5, 90, -34.6, 52.2];
    private static readonly double[] HardLongitudes = [-180, -179.9999999, -90, 0, 45, 90, 179.9999999, 180, -58.4, 21];

    private static Gen<double> OneOf(double[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    public static readonly Gen<double> Latitude = Gen.Frequency((4, Gen.Double[-90, 90]), (1, OneOf(HardLatitudes)));
    public static readonly Gen<double> Longitude = Gen.Frequency((4, Gen.Double[-180, 180]), (1, OneOf(HardLongitudes)));
    public static readonly Gen<GeoPoint> Point = Gen.Select(Latitude, Longitude, (lat, lon) => new GeoPoint(lat, lon));
    public static readonly Gen<int> Level = Gen.Int[0, CellId.LevelMax];
    public static readonly Gen<CellId> Cell = Gen.Select(Point, Level, CellId.FromPoint);

    public static readonly Gen<GeoBounds> Bounds = Gen.Select(Latitude, Latitude, Longitude, Longitude,
        (a, b, west, east) => new GeoBounds(Math.Min(a, b), west, Math.Max(a, b), east));
}
