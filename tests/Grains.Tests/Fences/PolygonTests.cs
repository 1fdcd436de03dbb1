using GrupoGad.Geo;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;

namespace GrupoGad.Fences;

public sealed class PolygonTests
{
    [Fact]
    public void Real_areas_cover_what_NetTopologySuite_says_also_on_corners_and_edges()
    {
        var random = new Random(20_260_301);
        var (asked, inside, onCorner) = (0, 0, 0);
        foreach (var plan in Layers.Files.SelectMany(file => Layers.Read(file).Plans))
        {
            var (area, oracle) = (FenceArea.Of(plan.Shape)!, new IndexedPointInAreaLocator(ShapeValidity.Geometry(plan.Shape.Parts)));
            foreach (var point in Probes.Of(plan, random, 1_000))
            {
                var expected = oracle.Locate(new Coordinate(point.Longitude, point.Latitude)) != Location.Exterior;
                Assert.True(expected == area.Covers(point), $"{plan.Name} {point}: NetTopologySuite says {expected}");
                asked++;
                inside += expected ? 1 : 0;
                onCorner += plan.Shape.Parts.Any(part => part.Outer.Contains(point)) ? 1 : 0;
            }
        }
        Assert.True(asked >= 40_000 && inside > asked / 4 && inside < asked && onCorner > asked / 10);
    }

    [Fact]
    public void Every_corner_of_a_real_area_is_inside_it() => Assert.All(Layers.Read(Layers.Shipped).Plans, plan =>
    {
        var area = FenceArea.Of(plan.Shape)!;
        Assert.All(plan.Shape.Parts.SelectMany(part => part.Holes.Prepend(part.Outer)).SelectMany(ring => ring), corner => Assert.True(area.Covers(corner)));
    });

    [Theory]
    [InlineData(5, 5, false)]
    [InlineData(4, 5, true)]
    [InlineData(4, 4, true)]
    [InlineData(2, 2, true)]
    [InlineData(0, 0, true)]
    [InlineData(10, 3.3, true)]
    [InlineData(10.000001, 3, false)]
    public void A_hole_is_outside_and_its_edge_is_not(double x, double y, bool expected) =>
        Assert.Equal(expected, FenceArea.Of(Fenced.Square(0, 0, 10, hole: (4, 6)))!.Covers(new GeoPoint(y, x)));

    [Fact]
    public void Distance_to_an_edge_is_in_metres_on_the_ground()
    {
        var area = FenceArea.Of(Fenced.Square(-58.4, -34.6, 0.01))!;
        var metre = Sphere.Degrees(1 / Sphere.RadiusM);
        var south = new GeoPoint(-34.6 - 20 * metre, -58.395);
        var west = new GeoPoint(-34.595, -58.4 - 20 * metre / Math.Cos(Sphere.Radians(34.595)));

        Assert.False(area.IsWithin(south, 19.99));
        Assert.True(area.IsWithin(south, 20.01));
        Assert.False(area.IsWithin(west, 19.99));
        Assert.True(area.IsWithin(west, 20.01));
    }

    [Fact]
    public void A_part_that_ends_at_the_antimeridian_is_near_from_the_other_side()
    {
        var area = FenceArea.Of(Fenced.Square(179, 0, 1))!;

        Assert.True(area.Covers(new GeoPoint(0.5, 180)));
        Assert.True(area.IsWithin(new GeoPoint(0.5, -179.9999), 20));
        Assert.False(area.IsWithin(new GeoPoint(0.5, -179.9999), 5));
    }
}
