using System.Text.Json;
using CsCheck;
using GrupoGad.Efectivos;
using GrupoGad.Geo;
using GrupoGad.WebFrontend.Efectivos;

namespace GrupoGad.WebFrontend.Tests.Efectivos;

public sealed class GeoJsonShapeTests
{
    private static readonly DateTime Noon = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_way_over_the_antimeridian_is_cut_there() => Assert.Equal(
        "MultiLineString [[[179.8,10],[180,11]],[[-180,11],[-179.8,12]]]", Text(GeoJsonShapes.Ways([Fix(10, 179.8, 0), Fix(12, -179.8, 60)])));

    [Fact]
    public void Back_and_forth_over_it_is_cut_each_time() => Assert.Equal(
        "MultiLineString [[[-179.8,0],[-180,0]],[[180,0],[179.8,0],[180,0]],[[-180,0],[-179.8,0]]]",
        Text(GeoJsonShapes.Ways([Fix(0, -179.8, 0), Fix(0, 179.8, 60), Fix(0, -179.8, 120)])));

    [Fact]
    public void A_gap_of_more_than_an_hour_is_no_way() => Assert.Equal(
        "MultiLineString [[[1,0],[2,0]],[[5,0],[6,0]],[[9,0],[9,0]]]",
        Text(GeoJsonShapes.Ways([Fix(0, 1, 0), Fix(0, 2, 3_600), Fix(0, 5, 7_300), Fix(0, 6, 7_400), Fix(0, 9, 90_000)])));

    [Fact]
    public void Without_gap_or_antimeridian_it_is_a_line_and_a_single_fix_a_point()
    {
        Assert.Equal("LineString [[1,0],[2,0]]", Text(GeoJsonShapes.Ways([Fix(0, 1, 0), Fix(0, 2, 60)])));
        Assert.Equal("Point [1,0]", Text(GeoJsonShapes.Ways([Fix(0, 1, 0)])));
        Assert.Null(GeoJsonShapes.Ways([]));
    }

    [Fact]
    public void No_line_ever_spans_half_the_world_and_every_fix_is_on_one() =>
        Gen.Select(Gen.Double[-80, 80], Gen.Double[-180, 180], Gen.Int[1, 5_000]).Array[1, 12].Sample(steps =>
        {
            var second = 0;
            var fixes = steps.Select(step => Fix(step.Item1, step.Item2, second += step.Item3)).ToArray();
            var geometry = GeoJsonShapes.Ways(fixes)!;
            double[][][] lines = geometry.Coordinates switch { double[][][] many => many, double[][] one => [one], var point => [[(double[])point]] };
            Assert.All(lines, line => Assert.All(line.Zip(line.Skip(1)), pair => Assert.InRange(Math.Abs(pair.First[0] - pair.Second[0]), 0, 180)));
            var places = lines.SelectMany(line => line).Select(at => (at[0], at[1])).ToHashSet();
            Assert.All(fixes, fix => Assert.Contains((GeoJson.Position(fix)[0], GeoJson.Position(fix)[1]), places));
        });

    private static string? Text(Geometry? geometry) => geometry is null ? null : $"{geometry.Type} {JsonSerializer.Serialize(geometry.Coordinates)}";

    private static Fix Fix(double latitude, double longitude, int second) => new() { Point = new GeoPoint(latitude, longitude), DeviceTime = Noon.AddSeconds(second) };
}
