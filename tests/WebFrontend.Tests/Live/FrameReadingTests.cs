using System.Text;
using GrupoGad.WebFrontend.Live.Frames;

namespace GrupoGad.WebFrontend.Tests.Live;

/// <summary>The reading of a client's JSON message.</summary>
public sealed class FrameReadingTests
{
    [Fact]
    public void A_bad_report_costs_itself_alone_and_a_bad_optional_value_its_field()
    {
        var (frame, _, sent) = Read("""
            {"positions":{"batchId":"7","reports":[
              {"efectivoId":"E-1","latitude":1,"longitude":2,"deviceTime":"yesterday"},
              {"efectivoId":"E-1","latitude":"1.5","longitude":2,"deviceTime":"2026-03-01T12:00:00z","battery":"1.01","speedMps":"fast","colour":"red"},
              7]}}
            """);
        Assert.Equal((7UL, 3), (frame!.Positions.BatchId, frame.Positions.Reports.Count));
        Assert.Equal([("device_time", "yesterday"), (null, null), ("report", "7")], sent!.Select(one => (one.Fault?.Refusal.Field, one.Fault?.Refusal.Value)));
        Assert.Equal(["battery 1.01", "speed_mps fast", "colour \"red\""], sent![1].LeftOut.Select(one => $"{one.Field} {one.Value}"));
        Assert.Equal(1.5, frame.Positions.Reports[1].Latitude);
    }

    [Theory]
    [InlineData("2026-03-01T12:00:00z", "2026-03-01T12:00:00Z")]
    [InlineData("2016-12-31t23:59:60Z", "2016-12-31T23:59:59.999Z")]
    [InlineData("2026-03-01T12:00:00-03:00", "2026-03-01T15:00:00Z")]
    public void A_time_is_taken_as_at_every_other_door(string time, string utc)
    {
        var (frame, fault, _) = Read($$$"""{"commandAck":{"commandId":"c-12345678","step":"LADDER_STEP_SEEN","at":"{{{time}}}"}}""");
        Assert.Null(fault);
        Assert.Equal(DateTime.Parse(utc, null, System.Globalization.DateTimeStyles.AdjustToUniversal), frame!.CommandAck.At.ToDateTime());
    }

    [Theory]
    [InlineData("2026-03-01T12:00:00+3:00")]
    [InlineData("2026-03-01T12:00:00")]
    [InlineData("01/12/2026 10:00:00Z")]
    public void A_time_of_another_shape_is_refused_by_name(string time) => Assert.Equal(
        ("commandAck.at", time), (Read($$$"""{"commandAck":{"commandId":"c-12345678","step":"LADDER_STEP_SEEN","at":"{{{time}}}"}}""").Refusal!.Field,
            Read($$$"""{"commandAck":{"commandId":"c-12345678","step":"LADDER_STEP_SEEN","at":"{{{time}}}"}}""").Refusal!.Value));

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        byte[] message = [.. "{\"commandAck\":{\"reason\":\""u8, 0xC3, 0x28, .. "\"}}"u8];
        Assert.Equal("JSON in UTF-8", FrameReading.Read(Subprotocol.Json, message).Refusal!.Rule);
    }

    private static ReadFrame Read(string json) => FrameReading.Read(Subprotocol.Json, Encoding.UTF8.GetBytes(json));
}
