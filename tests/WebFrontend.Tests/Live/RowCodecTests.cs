using CsCheck;
using GrupoGad.Efectivos;
using GrupoGad.Geo;
using GrupoGad.WebFrontend.Live.Frames;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Tests.Live;

public sealed class RowCodecTests
{
    private static readonly Gen<Fix> Fixes = Gen.Select(
        Gen.Double[-85, 85], Gen.Double[-180, 179.9999], Gen.Long[0, 4_000_000_000_000],
        (latitude, longitude, ms) => new Fix { Point = new GeoPoint(latitude, longitude), DeviceTime = DateTime.UnixEpoch.AddMilliseconds(ms) });

    private const int AgeMaxS = (1 << 29) - 1;

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
    public void Rows_are_read_back_as_they_were_written() => Gen.Select(
        Gen.UInt[0, 9_999], Gen.UInt[0, 16_383], Gen.Int[-AgeMaxS, AgeMaxS], Gen.UInt[0, 120].Nullable(), Gen.UInt[0, 20_000].Nullable(),
        (slot, step, age, course, speed) => new Row(slot, step, 16_383 - step, age, course, speed)).Array[0, 6].Sample(rows =>
        {
            var numbers = Numbers(rows);
            var read = new List<Row>();
            for (var at = 0; at < numbers.Count;)
            {
                read.Add(RowCodec.Read(numbers, ref at));
            }
            Assert.Equal(rows, read);
            Assert.Equal(rows.Sum(row => 4 + (row.Course is null ? 0 : 1) + (row.Speed is null ? 0 : 1)), numbers.Count);
        });

    [Theory]
    [InlineData(null, null, new uint[] { 3, 1, 2, 16 })]
    [InlineData(30u, null, new uint[] { 3, 1, 2, 18, 30 })]
    [InlineData(null, 0u, new uint[] { 3, 1, 2, 17, 0 })]
    [InlineData(0u, 5u, new uint[] { 3, 1, 2, 19, 0, 5 })]
    public void The_flags_beside_the_age_say_what_follows(uint? course, uint? speed, uint[] numbers) =>
        Assert.Equal(numbers, Numbers([new Row(3, 1, 2, 2, course, speed)]));

    [Fact]
    public void An_age_beyond_the_number_is_written_as_the_greatest()
    {
        var fix = new Fix { Point = new GeoPoint(0, 0), DeviceTime = DateTime.UnixEpoch };
        var cell = CellId.FromPoint(fix.Point, 12);
        Assert.Equal(
            (AgeMaxS, -AgeMaxS), (RowCodec.Encode(cell, 0, fix, long.MaxValue / 2).AgeS, RowCodec.Encode(cell, 0, fix, long.MinValue / 2).AgeS));
    }

    [Fact]
    public void Beyond_the_map_it_stays_at_its_edge()
    {
        var pole = new Fix { Point = new GeoPoint(90, 180), DeviceTime = DateTime.UnixEpoch };
        var cell = CellId.FromPoint(pole.Point, 12);
        Assert.Equal((0u, (uint)RowCodec.Steps - 1), (RowCodec.Encode(cell, 0, pole, 0).Y, RowCodec.Encode(cell, 0, pole, 0).X));
    }

    /// <summary>As the generated classes read them from a packed field.</summary>
    private static Google.Protobuf.Collections.RepeatedField<uint> Numbers(IEnumerable<Row> rows)
    {
        var (packed, frame) = (new WireBuffer(), new WireBuffer());
        foreach (var row in rows)
        {
            RowCodec.Write(packed, row);
        }
        frame.Bytes(Wire.CellFrame.RowsFieldNumber, packed.Written);
        return Wire.CellFrame.Parser.ParseFrom(frame.Written).Rows;
    }
}
