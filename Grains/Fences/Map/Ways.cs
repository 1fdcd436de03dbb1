using GrupoGad.Geo;

namespace GrupoGad.Fences;

/// <summary>What lies on the way between two positions.</summary>
internal static class Ways
{
    /// <summary>Fences that watch for crossing and that the way touches, in any order.</summary>
    public static IEnumerable<FenceEntry> Along(GeoPoint from, GeoPoint to, FenceTiles tiles)
    {
        var found = new HashSet<FenceEntry>();
        foreach (var (start, end) in CutAtAntimeridian(from, to))
        {
            foreach (var cell in Cells(start, end, tiles))
            {
                found.UnionWith(cell.Near.Where(there => there.Entry.Plan.Watch.Cross && there.Area.Touches(start, end)).Select(there => there.Entry));
                found.UnionWith(cell.Inside.Where(entry => entry.Plan.Watch.Cross && entry.Area!.Touches(start, end)));
            }
        }
        return found;
    }

    private static List<FenceCell> Cells(GeoPoint from, GeoPoint to, FenceTiles tiles)
    {
        var way = new Edge(from.Longitude, from.Latitude, to.Longitude, to.Latitude);
        var box = new GeoBounds(Math.Min(way.Y1, way.Y2), Math.Min(way.X1, way.X2), Math.Max(way.Y1, way.Y2), Math.Max(way.X1, way.X2));
        var cells = new List<FenceCell>();
        foreach (var square in Square.Touching(box, FenceTile.Level))
        {
            tiles.At(square).Root.Along(way, Math.Max(box.North - box.South, box.East - box.West), cells);
        }
        return cells;
    }

    /// <summary>One way, or the two halves of one that goes over the antimeridian.</summary>
    private static IEnumerable<(GeoPoint From, GeoPoint To)> CutAtAntimeridian(GeoPoint from, GeoPoint to)
    {
        if (Math.Abs(to.Longitude - from.Longitude) <= 180)
        {
            return [(from, to)];
        }
        var border = Math.CopySign(180, from.Longitude);
        var part = (border - from.Longitude) / (to.Longitude + 2 * border - from.Longitude);
        var latitude = from.Latitude + part * (to.Latitude - from.Latitude);
        return [(from, new GeoPoint(latitude, border)), (new GeoPoint(latitude, -border), to)];
    }
}
