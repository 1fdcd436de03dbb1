using Google.Protobuf.WellKnownTypes;
using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Live.Frames;

namespace GrupoGad.WebFrontend.Tests.Live;

public sealed class ReportingTests(LiveWorld world)
{
    public static TheoryData<int> Subprotocols => [(int)Subprotocol.Protobuf, (int)Subprotocol.Json];

    [Theory, MemberData(nameof(Subprotocols))]
    public async Task An_efectivo_reports_and_is_acknowledged_by_batch(int subprotocol)
    {
        var id = $"R{subprotocol}-OWN";
        await world.Register(id);
        using var phone = await world.Gateway.Connect(Roles.Efectivo, (Subprotocol)subprotocol, id);
        var start = DateTime.UtcNow.AddMinutes(-5);
        for (ulong batch = 1; batch <= 5; batch++)
        {
            await phone.Send(Batch(batch, Report("", start.AddSeconds(batch * 10))));
        }
        var acks = new Dictionary<ulong, PositionAck>();
        while (acks.Count < 5)
        {
            var ack = await phone.Until(frame => frame.PositionAck, "acknowledgements");
            acks.Add(ack.BatchId, ack);
        }
        Assert.All(acks.Values, ack => Assert.Equal((1u, 0), (ack.Accepted, ack.Refused.Count)));

        await phone.Send(Batch(3, Report("", start.AddSeconds(30))));
        var again = await phone.Until(frame => frame.PositionAck, "the answer to a repeated batch");
        Assert.Equal((3UL, 1u), (again.BatchId, again.Accepted + (uint)again.Refused.Count));
    }

    [Fact]
    public async Task An_efectivo_cannot_report_for_another()
    {
        await world.Register("R-ME");
        await world.Register("R-OTHER");
        using var phone = await world.Gateway.Connect(Roles.Efectivo, efectivo: "R-ME");
        await phone.Send(Batch(7, Report("R-OTHER", DateTime.UtcNow), Report("R-ME", DateTime.UtcNow)));
        var ack = await phone.Until(frame => frame.PositionAck, "the acknowledgement");
        var refusal = Assert.Single(ack.Refused);
        Assert.Equal((1u, 0u, ReportOutcome.Forbidden, "efectivo_id", "R-OTHER"), (ack.Accepted, refusal.Index, refusal.Outcome, refusal.Field, refusal.Value));
    }

    [Fact]
    public async Task An_operator_cannot_report_and_an_efectivo_cannot_look()
    {
        using var desk = await world.Gateway.Connect();
        await desk.Send(Batch(9, Report("R-ANY", DateTime.UtcNow)));
        var refused = await desk.Until(frame => frame.Error, "a refusal");
        Assert.Equal(("forbidden", "positions", 9UL), (refused.Code, refused.Field, refused.BatchId));

        using var phone = await world.Gateway.Connect(Roles.Efectivo, efectivo: "R-LOOKS");
        await phone.Look(0, 0, 1, 1);
        Assert.Equal(("forbidden", "subscribe"), await phone.Until(frame => frame.Error, "a refusal") is { } error ? (error.Code, error.Field) : default);
    }

    [Fact]
    public async Task A_batch_above_the_limit_is_refused_whole_and_named()
    {
        using var phone = await world.Gateway.Connect(Roles.Efectivo, efectivo: "R-MANY");
        await phone.Send(Batch(11, [.. Enumerable.Range(0, 501).Select(_ => Report("", DateTime.UtcNow))]));
        var error = await phone.Until(frame => frame.Error, "a refusal");
        Assert.Equal(("too_many", "positions.reports", "501", 11UL), (error.Code, error.Field, error.Value, error.BatchId));
    }

    internal static ClientFrame Batch(ulong id, params PositionReport[] reports)
    {
        var batch = new PositionBatch { BatchId = id };
        batch.Reports.AddRange(reports);
        return new ClientFrame { Positions = batch };
    }

    internal static PositionReport Report(string id, DateTime at) =>
        new() { EfectivoId = id, Latitude = -10, Longitude = -20, DeviceTime = Timestamp.FromDateTime(at) };
}
