using CsCheck;
using GrupoGad.Efectivos;
using GrupoGad.Geo;
using GrupoGad.WebFrontend.Live.Frames;

namespace GrupoGad.WebFrontend.Tests.Live;

public sealed class RowCodecTests
{
    private static readonly Gen<Fix> Fixes = Gen.Select(
        Gen.Double[-85, 85], Gen.Double[-180, 179.9999], Gen.Long[0, 4_000_000_000_000],
        (latitude, longitude, ms) => new Fix { Point = new GeoPoint(latitude, longitude), DeviceTime = DateTime.UnixEpoch.AddMilliseconds(ms) });

    [Fact]
    public void A_row_is_off_by_less_than_half_a_metre() => Fixes.Sample(fix =>
    {
        var cell = CellId.FromPoint(fix.Point, 12);
        return Sphere.DistanceM(fix.Point, RowCodec.Point(cell, RowCodec.Encode(cell, 3, fix, 0))) < 0.5;
    });

    [Fact]
    public void Its_time_is_exact_to_the_second() => Gen.Select(Fixes, Gen.Long[-1_000_000, 1_000_000]).Sample((fix, ageS) =>
    {
        var tickS = RowCodec.Seconds(fix.DeviceTime) + ageS;
        return RowCodec.DeviceTimeS(RowCodec.Encode(CellId.FromPoint(fix.Point, 12), 0, fix, tickS), tickS) == RowCodec.Seconds(fix.DeviceTime);
    });

    [Fact]
    public void Course_and_speed_are_within_their_steps_and_unknown_stays_unknown() =>
        Gen.Select(Fixes, Gen.Float[0, 360], Gen.Float[0, 100]).Sample((fix, course, speed) =>
        {
            var cell = CellId.FromPoint(fix.Point, 12);
            var known = RowCodec.Encode(cell, 0, fix with { CourseDeg = course, SpeedMps = speed }, 0);
            var off = Math.Abs(RowCodec.CourseDeg(known)!.Value - course);
            var unknown = RowCodec.Encode(cell, 0, fix, 0);
            return Math.Min(off, 360 - off) <= 1.51 && Math.Abs(RowCodec.SpeedMps(known)!.Value - speed) <= 0.251
                && RowCodec.CourseDeg(unknown) is null && RowCodec.SpeedMps(unknown) is null;
        });

    [Fact]
    public void Beyond_the_map_it_stays_at_its_edge()
    {
        var pole = new Fix { Point = new GeoPoint(90, 180), DeviceTime = DateTime.UnixEpoch };
        var cell = CellId.FromPoint(pole.Point, 12);
        Assert.Equal((0u, (uint)RowCodec.Steps - 1), (RowCodec.Encode(cell, 0, pole, 0).Y, RowCodec.Encode(cell, 0, pole, 0).X));
    }
}
