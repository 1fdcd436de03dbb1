using System.Globalization;
using GrupoGad.Geo;

namespace GrupoGad.Silo.Tests.Dispatch;

/// <summary>The stored road graph, and the quickest way on it by plain Dijkstra.</summary>
internal sealed class Streets
{
    private readonly Dictionary<long, GeoPoint> _nodes = [];
    private readonly Dictionary<long, List<(long To, double Metres, double Mps)>> _ways = [];

    public static async Task<Streets> Read(TestDatabase database)
    {
        var streets = new Streets();
        foreach (var node in await database.Lines("SELECT concat_ws('|', id, ST_Y(position), ST_X(position)) FROM road_nodes ORDER BY id"))
        {
            var parts = node.Split('|');
            streets._nodes[long.Parse(parts[0], CultureInfo.InvariantCulture)] = new GeoPoint(Number(parts[1]), Number(parts[2]));
        }
        foreach (var edge in await database.Lines("SELECT concat_ws('|', source, target, length_m, speed_mps, oneway) FROM road_edges"))
        {
            var parts = edge.Split('|');
            var (from, to) = (long.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture));
            if (parts[4] != "-1")
            {
                streets.Add(from, to, Number(parts[2]), Number(parts[3]));
            }
            if (parts[4] != "1")
            {
                streets.Add(to, from, Number(parts[2]), Number(parts[3]));
            }
        }
        return streets;

        static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }

    /// <summary>Somewhere within some 200 m of a street.</summary>
    public GeoPoint Anywhere(Random random)
    {
        var node = _nodes.Values.ElementAt(random.Next(_nodes.Count));
        return new GeoPoint(node.Latitude + (random.NextDouble() - 0.5) / 500, node.Longitude + (random.NextDouble() - 0.5) / 500);
    }

    /// <summary>Seconds; null when no way leads there.</summary>
    public double? Quickest(GeoPoint from, GeoPoint to, double factor, double capMps)
    {
        var ((start, off), (goal, beyond)) = (Nearest(from), Nearest(to));
        var ends = (off + beyond) / Math.Min(5, capMps);
        var best = new Dictionary<long, double> { [start] = 0 };
        var open = new PriorityQueue<long, double>();
        open.Enqueue(start, 0);
        while (open.TryDequeue(out var node, out var seconds))
        {
            if (node == goal)
            {
                return seconds + ends;
            }
            foreach (var (next, metres, mps) in seconds > best[node] ? [] : _ways.GetValueOrDefault(node, []))
            {
                var then = seconds + metres / Math.Min(mps * factor, capMps);
                if (!best.TryGetValue(next, out var known) || then < known)
                {
                    best[next] = then;
                    open.Enqueue(next, then);
                }
            }
        }
        return null;
    }

    /// <remarks>By degrees, as the index of the nodes orders them.</remarks>
    private (long Node, double Metres) Nearest(GeoPoint point)
    {
        var node = _nodes.MinBy(node => Math.Pow(node.Value.Latitude - point.Latitude, 2) + Math.Pow(node.Value.Longitude - point.Longitude, 2));
        return (node.Key, Sphere.DistanceM(point, node.Value));
    }

    private void Add(long from, long to, double metres, double mps)
    {
        if (!_ways.TryGetValue(from, out var ways))
        {
            _ways[from] = ways = [];
        }
        ways.Add((to, metres, mps));
    }
}
