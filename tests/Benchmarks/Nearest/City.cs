using GrupoGad.Cells;
using GrupoGad.Geo;

namespace GrupoGad.Benchmarks.Nearest;

/// <summary>
/// A seeded population in a skewed city mix: 80 % in 40 clusters of 0.3–3 km whose sizes fall off as 1/n, the rest anywhere in 60 × 60 km.
/// About 30 % are available and have the skill that is asked for.
/// </summary>
public sealed class City
{
    public const string Skill = "paramedic";
    private const double MetresPerDegree = 111_195;
    public static readonly GeoPoint Centre = new(-34.61, -58.45);
    private readonly Random _random;
    private readonly (double East, double North, double Sigma)[] _clusters;
    private readonly double[] _weights;

    public City(int seed, int count)
    {
        _random = new Random(seed);
        _clusters = [.. Enumerable.Range(0, 40).Select(_ => (Spread(20_000), Spread(20_000), 300 + _random.NextDouble() * 2_700))];
        _weights = [.. Enumerable.Range(1, _clusters.Length).Select(n => 1.0 / n)];
        Points = [.. Enumerable.Range(0, count).Select(_ => Somewhere())];
        Available = [.. Points.Select(_ => _random.NextDouble() < 0.6)];
        Skilled = [.. Points.Select(_ => _random.NextDouble() < 0.5)];
        Ids = [.. Enumerable.Range(0, count).Select(i => $"E-{i:D6}")];
    }

    /// <summary>Where each is now.</summary>
    public GeoPoint[] Points { get; }

    public bool[] Available { get; }

    public bool[] Skilled { get; }

    public string[] Ids { get; }

    public int Count => Points.Length;

    public bool Matches(int index) => Available[index] && Skilled[index];

    /// <summary>Asks as people do: where the efectivos are, within some 300 m.</summary>
    public GeoPoint Question(Random random) => Shifted(Points[random.Next(Count)], 300, random);

    /// <summary>A place at most <paramref name="metres"/> away on each axis.</summary>
    public static GeoPoint Shifted(GeoPoint from, double metres, Random random) => new(
        from.Latitude + (random.NextDouble() * 2 - 1) * metres / MetresPerDegree,
        from.Longitude + (random.NextDouble() * 2 - 1) * metres / MetresPerDegree / Math.Cos(Sphere.Radians(from.Latitude)));

    public static NearestQuery Query(GeoPoint point, int k) => new()
    {
        Point = point,
        K = k,
        Filter = new MemberFilter { Availability = Efectivos.Availability.Available, Skill = Skill },
    };

    /// <summary>By looking at everyone: the k nearest matching, nearest first, equal distances by code.</summary>
    public List<(string Id, double DistanceM)> BruteForce(GeoPoint point, int k)
    {
        var all = new PriorityQueue<int, (double, string)>();
        for (var i = 0; i < Count; i++)
        {
            if (Matches(i))
            {
                // The worst of those kept comes out first.
                all.Enqueue(i, (-Sphere.DistanceM(point, Points[i]), Ids[i]));
                if (all.Count > k)
                {
                    all.Dequeue();
                }
            }
        }
        return [.. all.UnorderedItems.Select(item => (Ids[item.Element], -item.Priority.Item1)).OrderBy(hit => hit.Item2).ThenBy(hit => hit.Item1, StringComparer.Ordinal)];
    }

    private GeoPoint Somewhere()
    {
        var (east, north) = _random.NextDouble() < 0.2 ? (Spread(30_000), Spread(30_000)) : InCluster();
        return new GeoPoint(
            Centre.Latitude + north / MetresPerDegree, Centre.Longitude + east / MetresPerDegree / Math.Cos(Sphere.Radians(Centre.Latitude)));
    }

    private (double East, double North) InCluster()
    {
        var draw = _random.NextDouble() * _weights.Sum();
        var index = 0;
        for (; index < _weights.Length - 1 && (draw -= _weights[index]) > 0; index++)
        {
        }
        var (east, north, sigma) = _clusters[index];
        var (radius, angle) = (sigma * Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())), 2 * Math.PI * _random.NextDouble());
        return (east + radius * Math.Cos(angle), north + radius * Math.Sin(angle));
    }

    private double Spread(double metres) => (_random.NextDouble() * 2 - 1) * metres;
}
