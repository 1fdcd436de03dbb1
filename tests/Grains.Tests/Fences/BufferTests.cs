using CsCheck;
using GrupoGad.Geo;

namespace GrupoGad.Fences;

public sealed class BufferTests
{
    [Fact]
    public void A_circle_covers_what_is_at_most_its_radius_away_anywhere_on_earth() =>
        Gen.Select(Gens.Point, Gens.Point, Gen.Double[1, 100_000], Gen.Bool, (centre, far, radius, isNear) =>
            (centre, radius, point: isNear ? Beside(centre, far, radius) : far)).Sample(asked =>
        {
            var distance = Sphere.DistanceM(asked.centre, asked.point);
            if (Math.Abs(distance - asked.radius) > 1e-3)
            {
                Assert.Equal(distance < asked.radius, FenceArea.Of(Fenced.Circle(asked.centre.Latitude, asked.centre.Longitude, asked.radius))!.Covers(asked.point));
            }
        }, iter: 50_000);

    [Theory]
    [InlineData(89.999, 0, 500, 89.9985, 180, true)]
    [InlineData(90, 17, 1_000, 89.992, -100, true)]
    [InlineData(90, 17, 1_000, 89.9909, -100, false)]
    [InlineData(-17, 179.9999, 100, -17, -179.9998, true)]
    [InlineData(-17, -179.9999, 100, -17, 179.9992, true)]
    [InlineData(-17, 179.9999, 100, -17, -179.998, false)]
    public void A_circle_may_hold_a_pole_and_cross_the_antimeridian(double latitude, double longitude, double radius, double atLatitude, double atLongitude, bool expected)
    {
        var map = Fenced.Map(("F-1", Fenced.Plan(Fenced.Circle(latitude, longitude, radius))));
        Assert.Equal(expected, map.Covering(new GeoPoint(atLatitude, atLongitude)).Any());
    }

    [Fact]
    public void A_corridor_covers_what_is_at_most_half_its_width_from_its_line() =>
        Gen.Select(Gen.Double[-80, 80], Gen.Double[-170, 170], Gen.Double[-0.05, 0.05], Gen.Double[-0.05, 0.05], Gen.Double[-0.1, 0.1], Gen.Double[-0.1, 0.1],
            (latitude, longitude, north, east, offNorth, offEast) => (
                From: new GeoPoint(latitude, longitude), To: new GeoPoint(latitude + north, longitude + east),
                Point: new GeoPoint(latitude + offNorth, longitude + offEast))).Sample(asked =>
        {
            var distance = NaiveDistance.ToSegmentM(asked.Point, asked.From, asked.To);
            if (Sphere.DistanceM(asked.From, asked.To) > 1 && Math.Abs(distance - 2_000) > 0.01)
            {
                Assert.Equal(distance < 2_000, FenceArea.Of(Fenced.Corridor(2_000, asked.From, asked.To))!.Covers(asked.Point));
            }
        }, iter: 50_000);

    [Fact]
    public void A_box_around_a_line_holds_its_northernmost_place()
    {
        // The great circle between two places of one latitude goes north of it.
        var area = FenceArea.Of(Fenced.Corridor(1_000, new GeoPoint(60, -20), new GeoPoint(60, 20)))!;
        var top = Sphere.Degrees(Math.Atan(Math.Tan(Sphere.Radians(60)) / Math.Cos(Sphere.Radians(20))));

        Assert.True(area.Bounds.Contains(new GeoPoint(top, 0)));
        Assert.True(area.Covers(new GeoPoint(top + 0.008, 0)));
        Assert.False(area.Covers(new GeoPoint(60, 0)));
    }

    private static GeoPoint Beside(GeoPoint centre, GeoPoint random, double radiusM)
    {
        var (north, east) = (random.Latitude / 45 * Sphere.Degrees(radiusM / Sphere.RadiusM), random.Longitude / 90 * Sphere.Degrees(radiusM / Sphere.RadiusM));
        var longitude = centre.Longitude + east / Math.Max(0.01, Math.Cos(Sphere.Radians(centre.Latitude)));
        return new GeoPoint(Math.Clamp(centre.Latitude + north, -90, 90), longitude > 180 ? Math.Max(-180, longitude - 360) : longitude < -180 ? Math.Min(180, longitude + 360) : longitude);
    }
}
