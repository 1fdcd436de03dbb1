using CsCheck;

namespace GrupoGad.Geo;

public sealed class SphereTests
{
    [Fact]
    public void A_degree_of_latitude_is_a_360th_of_the_circumference() =>
        Assert.Equal(2 * Math.PI * Sphere.RadiusM / 360, Sphere.DistanceM(new GeoPoint(10, 20), new GeoPoint(11, 20)), 6);

    [Fact]
    public void Distance_is_symmetric_and_never_more_than_half_the_circumference() =>
        Gen.Select(Gens.Point, Gens.Point).Sample((a, b) =>
        {
            var there = Sphere.DistanceM(a, b);
            Assert.InRange(there, 0, Math.PI * Sphere.RadiusM + 1e-6);
            Assert.Equal(there, Sphere.DistanceM(b, a), 6);
        });

    [Fact]
    public void Nothing_in_a_box_is_nearer_than_its_floor() =>
        Gen.Select(Gens.Bounds, Gens.Point, Gen.Double[0, 1], Gen.Double[0, 1]).Sample((bounds, from, u, v) =>
        {
            var inside = Inside(bounds, u, v);
            Assert.True(Sphere.DistanceM(from, inside) >= bounds.DistanceFloorM(from) - 1e-3, $"{from} to {inside} in {bounds}");
        });

    [Fact]
    public void The_floor_is_reached_somewhere_on_the_edge() =>
        Gen.Select(Gens.Bounds, Gens.Point).Sample((bounds, from) =>
        {
            var floor = bounds.DistanceFloorM(from);
            if (bounds.Contains(from))
            {
                Assert.Equal(0, floor);
                return;
            }
            const int steps = 2_000;
            var best = double.PositiveInfinity;
            for (var i = 0; i <= steps; i++)
            {
                var t = i / (double)steps;
                GeoPoint[] edge = [Inside(bounds, t, 0), Inside(bounds, t, 1), Inside(bounds, 0, t), Inside(bounds, 1, t)];
                best = Math.Min(best, edge.Min(point => Sphere.DistanceM(from, point)));
            }
            // Between two samples the edge may come nearer by at most half a step.
            Assert.InRange(floor, best - Math.PI * Sphere.RadiusM / steps * 2, best + 1e-3);
        }, iter: 200);

    private static GeoPoint Inside(GeoBounds bounds, double u, double v)
    {
        var width = bounds.CrossesAntimeridian ? bounds.East + 360 - bounds.West : bounds.East - bounds.West;
        var longitude = bounds.West + u * width;
        return new GeoPoint(bounds.South + v * (bounds.North - bounds.South), longitude > 180 ? longitude - 360 : longitude);
    }
}
