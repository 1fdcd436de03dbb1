using GrupoGad.Geo;

namespace GrupoGad.Fences;

/// <summary>Positions that hurt: corners of a shape, places on its edges as near as rounding allows, places a hair beside them, and any.</summary>
internal static class Probes
{
    public static IEnumerable<GeoPoint> Of(FencePlan plan, Random random, int count)
    {
        var rings = plan.Shape.Parts.SelectMany(part => part.Holes.Prepend(part.Outer)).ToArray();
        var box = FenceArea.Of(plan.Shape)!.Bounds;
        for (var n = 0; n < count; n++)
        {
            var ring = rings[random.Next(rings.Length)];
            var corner = random.Next(ring.Length);
            var (a, b) = (ring[corner], ring[(corner + 1) % ring.Length]);
            var along = random.NextDouble();
            var onEdge = new GeoPoint(a.Latitude + along * (b.Latitude - a.Latitude), a.Longitude + along * (b.Longitude - a.Longitude));
            yield return (n % 5) switch
            {
                0 => a,
                1 => onEdge,
                2 => new GeoPoint((a.Latitude + b.Latitude) / 2, (a.Longitude + b.Longitude) / 2),
                3 => new GeoPoint(onEdge.Latitude + Hair(random), onEdge.Longitude + Hair(random)),
                _ => new GeoPoint(box.South + random.NextDouble() * (box.North - box.South), box.West + random.NextDouble() * (box.East - box.West)),
            };
        }
    }

    /// <summary>From a millionth of a millimetre to 10 m, degrees.</summary>
    private static double Hair(Random random) => (random.NextDouble() - 0.5) * Math.Pow(10, -4 - random.Next(10));
}
