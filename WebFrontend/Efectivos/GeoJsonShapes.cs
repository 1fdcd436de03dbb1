using GrupoGad.Efectivos;
using GrupoGad.Geo;

namespace GrupoGad.WebFrontend.Efectivos;

/// <summary>Lines and rings as RFC 7946 asks of their writers: nothing crosses the antimeridian (3.1.9), outer rings go counter-clockwise (3.1.6).</summary>
internal static class GeoJsonShapes
{
    /// <summary>Over more than this between two fixes nobody knows the way.</summary>
    private static readonly TimeSpan GapMax = TimeSpan.FromHours(1);

    /// <summary>The ways of an efectivo, a line for each stretch without a gap: null without a fix, a Point for a single one.</summary>
    public static Geometry? Ways(IReadOnlyList<Fix> fixes)
    {
        var stretches = new List<List<GeoPoint>>();
        for (var i = 0; i < fixes.Count; i++)
        {
            if (i == 0 || fixes[i].DeviceTime - fixes[i - 1].DeviceTime > GapMax)
            {
                stretches.Add([]);
            }
            stretches[^1].Add(fixes[i].Point);
        }
        return stretches.Count switch
        {
            0 => null,
            1 => Line(stretches[0]),
            _ => Of(stretches.SelectMany(Cut)),
        };
    }

    /// <summary>A line, in two or more where it crosses the antimeridian; a Point when it has one place.</summary>
    public static Geometry Line(IReadOnlyList<GeoPoint> points) => points.Count == 1 ? GeoJson.Point(points[0]) : Of(Cut(points));

    /// <summary>The corners of a ring in the order that is asked, the first one kept; not closed.</summary>
    public static IReadOnlyList<GeoPoint> Turned(IReadOnlyList<GeoPoint> ring, bool isHole) =>
        IsCounterClockwise(ring) == isHole ? [ring[0], .. ring.Skip(1).Reverse()] : ring;

    private static Geometry Of(IEnumerable<double[][]> lines) =>
        lines.ToArray() is var all && all.Length == 1 ? new Geometry("LineString", all[0]) : new Geometry("MultiLineString", all);

    private static IEnumerable<double[][]> Cut(IReadOnlyList<GeoPoint> points)
    {
        var line = new List<double[]>();
        for (var i = 0; i < points.Count; i++)
        {
            if (i > 0 && Math.Abs(points[i].Longitude - points[i - 1].Longitude) > 180)
            {
                var (from, to) = (points[i - 1], points[i]);
                var edge = from.Longitude > 0 ? 180d : -180d;
                var wayLon = to.Longitude + 2 * edge - from.Longitude;
                var latitude = wayLon == 0 ? from.Latitude : from.Latitude + (to.Latitude - from.Latitude) * (edge - from.Longitude) / wayLon;
                line.Add(GeoJson.Position(new GeoPoint(latitude, edge)));
                yield return Whole(line);
                line = [GeoJson.Position(new GeoPoint(latitude, -edge))];
            }
            line.Add(GeoJson.Position(points[i]));
        }
        yield return Whole(line);
    }

    /// <summary>A line has two positions; of a stretch of one fix they are the same.</summary>
    private static double[][] Whole(List<double[]> line) => line.Count == 1 ? [line[0], line[0]] : [.. line];

    private static bool IsCounterClockwise(IReadOnlyList<GeoPoint> ring)
    {
        var twice = 0d;
        for (var i = 0; i < ring.Count; i++)
        {
            var (a, b) = (ring[i], ring[(i + 1) % ring.Count]);
            // About the first corner: a small ring far from zero has no digits to lose.
            twice += (a.Longitude - ring[0].Longitude) * (b.Latitude - ring[0].Latitude) - (b.Longitude - ring[0].Longitude) * (a.Latitude - ring[0].Latitude);
        }
        return twice > 0;
    }
}
