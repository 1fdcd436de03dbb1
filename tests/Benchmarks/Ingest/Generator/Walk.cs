using GrupoGad.Geo;
using GrupoGad.LoadGenerator.Traces;

namespace GrupoGad.Benchmarks.Ingest.Generator;

/// <summary>A way along a recorded unit's path, there and back at an even pace. Where it is depends on the time alone, so it goes on over restarts.</summary>
public sealed class Walk
{
    /// <summary>Longest step between two recorded fixes that is taken for a movement and not for a fault.</summary>
    private const double StepMaxM = 1_500;

    private readonly List<GeoPoint> _points = [];
    private readonly List<double> _reached = [];
    private readonly double _speedMps;
    private readonly double _offsetM;

    public Walk(IEnumerable<GeoPoint> path, double speedMps, double offsetM)
    {
        (_speedMps, _offsetM) = (speedMps, offsetM);
        foreach (var point in path)
        {
            var step = _points.Count == 0 ? 0 : Sphere.DistanceM(_points[^1], point);
            if (_points.Count == 0 || step is > 1 and < StepMaxM)
            {
                _reached.Add(_points.Count == 0 ? 0 : _reached[^1] + step);
                _points.Add(point);
            }
        }
    }

    public double LengthM => _reached[^1];

    public GeoPoint At(DateTime time)
    {
        if (LengthM < 1)
        {
            return _points[0];
        }
        var walked = ((time - DateTime.UnixEpoch).TotalSeconds * _speedMps + _offsetM) % (2 * LengthM);
        var along = walked <= LengthM ? walked : 2 * LengthM - walked;
        var next = _reached.BinarySearch(along);
        next = Math.Clamp(next >= 0 ? next : ~next, 1, _points.Count - 1);
        var share = (along - _reached[next - 1]) / (_reached[next] - _reached[next - 1]);
        var (from, to) = (_points[next - 1], _points[next]);
        return new GeoPoint(from.Latitude + (to.Latitude - from.Latitude) * share, from.Longitude + (to.Longitude - from.Longitude) * share);
    }

    /// <summary>One walk a client, along the paths of a recorded fleet that moved at least a kilometre.</summary>
    public static IReadOnlyList<Walk> Of(Trace trace, int count, double speedMps)
    {
        var paths = trace.ByUnit()
            .Select(rows => rows.OrderBy(row => row.Time).Select(row => new GeoPoint(row.Fix.Latitude, row.Fix.Longitude)).ToList())
            .Where(path => new Walk(path, speedMps, 0).LengthM > 1_000).ToList();
        // Some 137 m apart when several share a path.
        return [.. Enumerable.Range(0, count).Select(i => new Walk(paths[i % paths.Count], speedMps, i / paths.Count * 137.0))];
    }
}
