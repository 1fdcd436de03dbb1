using GrupoGad.Geo;

namespace GrupoGad.Fences;

/// <summary>
/// Finds the crossing fences that lie on the way between two positions. One list a thread serves every question, so a caller reads it before the next.
/// </summary>
internal static class Ways
{
    private static readonly Comparison<FenceEntry> _byCode = (a, b) => string.CompareOrdinal(a.Id, b.Id);

    [ThreadStatic]
    private static List<FenceEntry>? _found;

    /// <summary>By code.</summary>
    public static List<FenceEntry> Along(GeoPoint from, GeoPoint to, FenceTiles tiles)
    {
        var found = _found ??= [];
        found.Clear();
        if (Math.Abs(to.Longitude - from.Longitude) <= 180)
        {
            Collect(new Way(from, to), tiles, found);
        }
        else
        {
            // Over the antimeridian: one way up to it and one from it.
            var border = Math.CopySign(180, from.Longitude);
            var part = (border - from.Longitude) / (to.Longitude + 2 * border - from.Longitude);
            var latitude = from.Latitude + part * (to.Latitude - from.Latitude);
            Collect(new Way(from, new GeoPoint(latitude, border)), tiles, found);
            Collect(new Way(new GeoPoint(latitude, -border), to), tiles, found);
        }
        if (found.Count > 1)
        {
            found.Sort(_byCode);
        }
        return found;
    }

    private static void Collect(in Way way, FenceTiles tiles, List<FenceEntry> found)
    {
        var (first, last) = (Square.Of(new GeoPoint(way.Box.South, way.Box.West), FenceTile.Level), Square.Of(new GeoPoint(way.Box.North, way.Box.East), FenceTile.Level));
        for (var row = first.Row; row <= last.Row; row++)
        {
            for (var column = first.Column; column <= last.Column; column++)
            {
                tiles.At(new Square(FenceTile.Level, column, row)).Root.Along(way, found);
            }
        }
    }
}

/// <summary>A straight way in degrees that does not cross the antimeridian.</summary>
internal readonly struct Way(GeoPoint from, GeoPoint to)
{
    public GeoPoint From => from;

    public GeoPoint To => to;

    public GeoBounds Box { get; } = new(
        Math.Min(from.Latitude, to.Latitude), Math.Min(from.Longitude, to.Longitude), Math.Max(from.Latitude, to.Latitude), Math.Max(from.Longitude, to.Longitude));

    /// <summary>The longer side of its box, degrees.</summary>
    public double SpanDeg => Math.Max(Box.North - Box.South, Box.East - Box.West);
}
