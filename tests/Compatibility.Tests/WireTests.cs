using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using GrupoGad.Protocol.V1;

namespace GrupoGad.Compatibility.Tests;

/// <summary>Bytes that a version 1 client in the field sends and reads: whatever changes in the protos, they must mean the same.</summary>
public sealed class WireTests
{
    [Fact]
    public void A_batch_of_a_version_1_phone_is_read()
    {
        // positions{batch_id: 7, reports{efectivo_id: "E-0417", latitude: -34.5, longitude: -58.25, device_time{seconds: 1700000000}, speed_mps: 1.5}}
        var bytes = Convert.FromHexString(
            "0A2B" + "0807" + "1227" + "0A06452D30343137" + "11" + "00000000004041C0" + "19" + "0000000000204DC0" + "2206" + "0880E2CFAA06" + "35" + "0000C03F");
        var batch = ClientFrame.Parser.ParseFrom(bytes).Positions;
        var report = Assert.Single(batch.Reports);
        Assert.Equal((7UL, "E-0417", -34.5, -58.25), (batch.BatchId, report.EfectivoId, report.Latitude, report.Longitude));
        Assert.Equal((1_700_000_000L, true, 1.5f, false), (report.DeviceTime.Seconds, report.HasSpeedMps, report.SpeedMps, report.HasCourseDeg));
        Assert.Equal(bytes, ClientFrame.Parser.ParseFrom(bytes).ToByteArray());
    }

    [Fact]
    public void A_live_frame_is_written_as_a_version_1_screen_reads_it()
    {
        var cell = new CellFrame { Cell = 21, Sequence = 3, Snapshot = true, Members = { new CellMember { Slot = 2, EfectivoId = "E-1", Availability = Availability.OnTask } } };
        // Two seconds old, course unknown, 2.5 m/s; then one that knows neither and is a second ahead.
        cell.Rows.Add([2, 100, 200, 17, 5, 3, 7, 8, 4]);
        var frame = new ServerFrame { Live = new LiveFrame { Tick = new Timestamp { Seconds = 10 }, Cells = { cell }, Closed = { 5 } } };
        Assert.Equal(
            "1A26" + "0A02080A" + "121D" + "0815" + "1003" + "1801" + "2209" + "08021203452D31" + "1802" + "2A0A" + "0264C801110503070804" + "220105",
            Convert.ToHexString(frame.ToByteArray()));
    }

    [Fact]
    public void Enum_numbers_are_those_of_the_grains()
    {
        Assert.All(System.Enum.GetValues<GrupoGad.Efectivos.ReportOutcome>(), outcome =>
            Assert.Equal(outcome.ToString(), ((ReportOutcome)outcome).ToString()));
        Assert.All(System.Enum.GetValues<GrupoGad.Efectivos.Availability>(), availability =>
            Assert.Equal(availability.ToString(), ((Availability)availability).ToString()));
    }
}
