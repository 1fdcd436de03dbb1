using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Identity;

namespace GrupoGad.WebFrontend.Tests.Doors;

public sealed class GrpcTests(DoorsWorld world)
{
    private static readonly Method<PositionBatch, ReportSummary> Report = new(
        MethodType.ClientStreaming, "gad.v1.Positions", "Report", Marshaller(PositionBatch.Parser), Marshaller(ReportSummary.Parser));

    [Fact]
    public async Task A_stream_of_batches_is_summed_up()
    {
        var code = await world.Register();
        var now = DateTime.UtcNow;
        var summary = await Send(
            Roles.Integrator,
            Batch(1, Fix(code, now.AddSeconds(-2)), Fix(code, now.AddSeconds(-1))),
            Batch(1, Fix(code, now.AddSeconds(-2)), Fix(code, now.AddSeconds(-1))),
            Batch(2, Fix(code, now.AddSeconds(-1)), Fix("NOBODY-3", now)));

        Assert.Equal((6UL, 4UL), (summary.Sent, summary.Accepted));
        Assert.Equal(new Dictionary<string, ulong> { ["DUPLICATE"] = 1, ["UNKNOWN_EFECTIVO"] = 1 }, summary.Refused);
    }

    [Fact]
    public async Task A_bad_report_costs_itself_and_a_bad_optional_value_its_field_and_both_are_told()
    {
        var code = await world.Register();
        var (low, timeless, far) = (Fix(code, DateTime.UtcNow.AddSeconds(-3)), Fix(code, DateTime.UtcNow), Fix(code, DateTime.UtcNow));
        (low.Battery, timeless.DeviceTime, far.Latitude) = (1.01f, new Timestamp { Seconds = long.MaxValue }, 91);
        var summary = await Send(
            Roles.Integrator, Batch(3, Fix(code, DateTime.UtcNow.AddSeconds(-5)), timeless), Batch(4, far, low, Fix(code, DateTime.UtcNow.AddSeconds(-2))));

        Assert.Equal((5UL, 3UL), (summary.Sent, summary.Accepted));
        Assert.Equal(new Dictionary<string, ulong> { ["MALFORMED"] = 1, ["OUT_OF_RANGE"] = 1 }, summary.Refused);
        Assert.Equal(["1 device_time", "0 latitude"], summary.FirstRefused.Select(refusal => $"{refusal.Index} {refusal.Field}"));
        Assert.Equal(new Dictionary<string, ulong> { ["battery"] = 1 }, summary.LeftOut);
    }

    [Fact]
    public async Task A_request_that_is_no_message_is_an_invalid_argument_and_tells_nothing_of_us()
    {
        var garbage = Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes);
        using var channel = GrpcChannel.ForAddress(world.FrontEnd.Grpc);
        var options = new CallOptions(new Metadata { { "Authorization", $"Bearer {Tokens.Issue(FrontEnd.Key, Roles.Supervisor)}" } }, cancellationToken: DoorsWorld.Cancel);
        var integrator = new CallOptions(new Metadata { { "Authorization", $"Bearer {Tokens.Issue(FrontEnd.Key, Roles.Integrator)}" } }, cancellationToken: DoorsWorld.Cancel);
        byte[] bad = [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0x01];
        foreach (var (service, method) in new[] { ("Commands", "Issue"), ("Operations", "Plan"), ("Fences", "Put"), ("Dispatch", "Recommend") })
        {
            var unary = new Method<byte[], byte[]>(MethodType.Unary, "gad.v1." + service, method, garbage, garbage);
            var failure = await Assert.ThrowsAsync<RpcException>(() => channel.CreateCallInvoker().AsyncUnaryCall(unary, null, options, bad).ResponseAsync);
            Assert.Equal((method, StatusCode.InvalidArgument), (method, failure.StatusCode));
            Assert.DoesNotContain("Exception", failure.Status.Detail, StringComparison.Ordinal);
        }
        var stream = new Method<byte[], byte[]>(MethodType.ClientStreaming, "gad.v1.Positions", "Report", garbage, garbage);
        using var call = channel.CreateCallInvoker().AsyncClientStreamingCall(stream, null, integrator);
        await call.RequestStream.WriteAsync(bad, DoorsWorld.Cancel);
        var broken = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);
        Assert.Equal(StatusCode.InvalidArgument, broken.StatusCode);
        Assert.DoesNotContain("Exception", broken.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_efectivos_report_is_not_permitted()
    {
        var (mine, other) = (await world.Register(), await world.Register());
        var failure = await Assert.ThrowsAsync<RpcException>(() => Send(Roles.Efectivo, mine, Batch(1, Fix(other, DateTime.UtcNow))));
        Assert.Equal(StatusCode.PermissionDenied, failure.StatusCode);
    }

    [Fact]
    public async Task Too_many_reports_and_too_large_a_message_are_refused()
    {
        var many = await Assert.ThrowsAsync<RpcException>(() => Send(
            Roles.Integrator, Batch(1, [.. Enumerable.Repeat(Fix("E-1234", DateTime.UtcNow), 501)])));
        Assert.Equal((StatusCode.InvalidArgument, "reports"), (many.StatusCode, many.GetRpcStatus()!.GetDetail<BadRequest>()!.FieldViolations[0].Field));
        var large = await Assert.ThrowsAsync<RpcException>(() => Send(Roles.Integrator, Batch(1, Fix(new string('A', 300_000), DateTime.UtcNow))));
        Assert.Equal(StatusCode.ResourceExhausted, large.StatusCode);
    }

    [Theory]
    [InlineData(null, StatusCode.Unauthenticated)]
    [InlineData(Roles.Operator, StatusCode.PermissionDenied)]
    public async Task The_door_asks_who_it_is(string? role, StatusCode status)
    {
        var failure = await Assert.ThrowsAsync<RpcException>(() => Send(role, Batch(1)));
        Assert.Equal(status, failure.StatusCode);
    }

    private Task<ReportSummary> Send(string? role, params PositionBatch[] batches) => Send(role, null, batches);

    private async Task<ReportSummary> Send(string? role, string? efectivo, params PositionBatch[] batches)
    {
        using var channel = GrpcChannel.ForAddress(world.FrontEnd.Grpc);
        var headers = new Metadata();
        if (role is not null)
        {
            headers.Add("Authorization", $"Bearer {Tokens.Issue(FrontEnd.Key, role, efectivo)}");
        }
        using var call = channel.CreateCallInvoker().AsyncClientStreamingCall(
            Report, null, new CallOptions(headers, cancellationToken: DoorsWorld.Cancel));
        try
        {
            foreach (var batch in batches)
            {
                await call.RequestStream.WriteAsync(batch, DoorsWorld.Cancel);
            }
            await call.RequestStream.CompleteAsync();
        }
        catch (Exception failure) when (failure is RpcException or InvalidOperationException)
        {
            // The call was ended by the server while we wrote; its status is in the answer.
        }
        return await call.ResponseAsync;
    }

    private static PositionBatch Batch(ulong id, params PositionReport[] reports) => new() { BatchId = id, Reports = { reports } };

    private static PositionReport Fix(string code, DateTime time) =>
        new() { EfectivoId = code, Latitude = -34.6, Longitude = -58.4, DeviceTime = Timestamp.FromDateTime(time) };

    private static Marshaller<T> Marshaller<T>(MessageParser<T> parser) where T : IMessage<T> => Marshallers.Create(m => m.ToByteArray(), parser.ParseFrom);
}
