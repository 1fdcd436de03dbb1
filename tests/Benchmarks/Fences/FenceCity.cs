using GrupoGad.Benchmarks.Nearest;
using GrupoGad.Fences;
using GrupoGad.Geo;

namespace GrupoGad.Benchmarks.Fences;

/// <summary>
/// Fences of 8–40 corners and 30–500 m (small ones are many) over the city of <see cref="City"/>: four fifths anywhere in its 60 × 60 km, the rest where
/// its people are. Stars with a random reach at each corner, so most are not convex.
/// </summary>
public sealed class FenceCity
{
    public FenceCity(City people, int seed, int count)
    {
        var random = new Random(seed);
        Plans = [.. Enumerable.Range(0, count).Select(i => Plan(i, i % 5 == 0 ? people.Question(random) : City.Shifted(City.Centre, 30_000, random), random))];
        Ids = [.. Enumerable.Range(0, count).Select(i => $"F-{i:D6}")];
        Map = new FenceMap(new FenceOptions());
        Map.Apply(1, Ids.Zip(Plans, (id, plan) => FenceEntry.Prepare(id, plan, 1)), []);
    }

    public FencePlan[] Plans { get; }

    public string[] Ids { get; }

    public FenceMap Map { get; }

    private static FencePlan Plan(int number, GeoPoint centre, Random random)
    {
        var (corners, reachM) = (random.Next(8, 41), 30 * Math.Pow(500.0 / 30, random.NextDouble()));
        var east = 1 / Math.Cos(Sphere.Radians(centre.Latitude));
        var outer = Enumerable.Range(0, corners).Select(i =>
        {
            var (angle, reach) = ((i + 0.8 * random.NextDouble()) * 2 * Math.PI / corners, Sphere.Degrees(reachM * (0.5 + 0.5 * random.NextDouble()) / Sphere.RadiusM));
            return new GeoPoint(centre.Latitude + reach * Math.Sin(angle), centre.Longitude + reach * Math.Cos(angle) * east);
        });
        return new FencePlan { Name = $"Cerco {number}", Shape = new FenceShape { Kind = FenceKind.Polygon, Parts = [new FencePart { Outer = [.. outer] }] } };
    }
}
