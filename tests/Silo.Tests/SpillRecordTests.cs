using CsCheck;
using GrupoGad.Efectivos;
using GrupoGad.Geo;
using GrupoGad.Silo.PostGis.Spill;

namespace GrupoGad.Silo.Tests;

public sealed class SpillRecordTests
{
    private static readonly Gen<float?> _number = Gen.OneOf(Gen.Const((float?)null), Gen.Float[-1e6f, 1e6f].Select(value => (float?)value));

    private static readonly Gen<PositionReport> _report =
        from id in Gen.String[Gen.Char.AlphaNumeric, 0, 50]
        from report in Gen.Long
        from latitude in Gen.Double[-90, 90]
        from longitude in Gen.Double[-180, 180]
        from second in Gen.Int[0, 100_000_000]
        from numbers in _number.Array[5]
        from source in Gen.Enum<ReportSource>()
        select new PositionReport
        {
            EfectivoId = id, ReportId = report, Source = source, ReceivedTime = Reports.Noon.AddSeconds(second + 3),
            Fix = new Fix
            {
                Point = new GeoPoint(latitude, longitude), DeviceTime = Reports.Noon.AddSeconds(second),
                AccuracyM = numbers[0], SpeedMps = numbers[1], CourseDeg = numbers[2], AltitudeM = numbers[3], Battery = numbers[4],
            },
        };

    [Fact]
    public void What_is_written_is_read_back_and_takes_the_size_it_said() => _report.Sample(row =>
    {
        var buffer = new byte[SpillRecord.SizeOf(in row)];
        Assert.Equal(buffer.Length, SpillRecord.Write(buffer, in row));
        Assert.Equal(buffer.Length, SpillRecord.Read(buffer, out var back));
        Assert.Equal(row, back);
    });

    [Fact]
    public void Any_cut_and_any_flipped_bit_is_seen() => Gen.Select(_report, Gen.Int[0, 1 << 20]).Sample((row, at) =>
    {
        var buffer = new byte[SpillRecord.SizeOf(in row)];
        SpillRecord.Write(buffer, in row);
        Assert.Equal(0, SpillRecord.Read(buffer.AsSpan(0, at % buffer.Length), out _));
        buffer[at % buffer.Length] ^= (byte)(1 << at % 8);
        Assert.Equal(0, SpillRecord.Read(buffer, out _));
    });
}
