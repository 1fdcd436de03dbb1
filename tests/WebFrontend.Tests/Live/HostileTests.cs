using System.Net.WebSockets;
using System.Text;
using Google.Protobuf;
using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Live.Frames;

namespace GrupoGad.WebFrontend.Tests.Live;

/// <summary>Frames nobody should send. The session answers in words and lives on, unless it floods.</summary>
public sealed class HostileTests(LiveWorld world)
{
    [Fact]
    public async Task Too_large_a_message_is_drained_and_answered()
    {
        using var client = await world.Gateway.Connect();
        await client.Send(new byte[200_000], WebSocketMessageType.Binary);
        await Expect(client, "too_large", "message", "200000 bytes");
        await StillLives(client);
    }

    [Fact]
    public async Task A_message_of_megabytes_ends_the_session()
    {
        using var client = await world.Gateway.Connect();
        try
        {
            for (var i = 0; i < 30; i++)
            {
                await client.Send(new byte[100_000], WebSocketMessageType.Binary, end: false);
            }
        }
        catch (WebSocketException)
        {
            // Closed while we were still talking: that is the point.
        }
        Assert.Equal(1009, await client.Closed("the refusal"));
    }

    [Fact]
    public async Task Truncated_protobuf_is_malformed()
    {
        using var client = await world.Gateway.Connect();
        var whole = ReportingTests.Batch(1, ReportingTests.Report("E-0001", DateTime.UtcNow)).ToByteArray();
        await client.Send(whole[..^3], WebSocketMessageType.Binary);
        await Expect(client, "malformed", "body");
        await client.Send([], WebSocketMessageType.Binary);
        await Expect(client, "malformed", "body");
        await StillLives(client);
    }

    [Fact]
    public async Task Text_on_a_binary_session_and_the_reverse_are_the_wrong_type()
    {
        using var binary = await world.Gateway.Connect();
        await binary.Send("{}"u8.ToArray(), WebSocketMessageType.Text);
        await Expect(binary, "wrong_type", "message", "text");
        await StillLives(binary);
        using var text = await world.Gateway.Connect(subprotocol: Subprotocol.Json);
        await text.Send([1, 2, 3], WebSocketMessageType.Binary);
        await Expect(text, "wrong_type", "message", "binary");
        await StillLives(text);
    }

    [Theory]
    [InlineData("""{"subscribe":{"viewport":{"south":"north"}}}""", "subscribe.viewport.south", "north")]
    [InlineData("""{"subscribe":{"viewprt":{}}}""", "subscribe.viewprt", "{}")]
    [InlineData("""{"positions":{"batchId":-1}}""", "positions.batchId", "-1")]
    [InlineData("""{"heartbeat":{"nonce":1,"nonce":2}}""", "$", null)]
    [InlineData("""{"heartbeat":{"\ud800":1}}""", "$", null)]
    [InlineData("""{"commandAck":{"commandId":"\udc00"}}""", "$", null)]
    [InlineData("""{"heartbeat":""", "$", null)]
    [InlineData("[]", "$", "[]")]
    public async Task Json_faults_are_named_with_their_path(string json, string field, string? value)
    {
        using var client = await world.Gateway.Connect(subprotocol: Subprotocol.Json);
        await client.Send(Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text);
        await Expect(client, "malformed", field, value);
        await StillLives(client);
    }

    [Fact]
    public async Task Deep_nesting_is_refused_without_harm()
    {
        using var client = await world.Gateway.Connect(subprotocol: Subprotocol.Json);
        await client.Send(Encoding.UTF8.GetBytes("{\"subscribe\":" + new string('[', 20_000) + new string(']', 20_000) + "}"), WebSocketMessageType.Text);
        await Expect(client, "malformed", "$");
        await StillLives(client);
    }

    [Fact]
    public async Task Ten_thousand_unknown_fields_are_passed_over()
    {
        using var client = await world.Gateway.Connect();
        using var bytes = new MemoryStream();
        var output = new CodedOutputStream(bytes);
        for (var field = 100; field < 10_100; field++)
        {
            output.WriteTag(field, WireFormat.WireType.Varint);
            output.WriteUInt32(1);
        }
        output.WriteRawTag(0x1A, 0x02, 0x08, 0x05); // heartbeat, nonce 5
        output.Flush();
        await client.Send(bytes.ToArray(), WebSocketMessageType.Binary);
        Assert.Equal(5UL, (await client.Until(frame => frame.Heartbeat is { Reply: true } beat ? beat : null, "the answer")).Nonce);
    }

    [Fact]
    public async Task A_message_in_many_fragments_is_one_message()
    {
        using var client = await world.Gateway.Connect();
        var bytes = new ClientFrame { Heartbeat = new Heartbeat { Nonce = ulong.MaxValue } }.ToByteArray();
        for (var i = 0; i < bytes.Length; i++)
        {
            await client.Send(bytes[i..(i + 1)], WebSocketMessageType.Binary, end: i == bytes.Length - 1);
        }
        Assert.Equal(ulong.MaxValue, (await client.Until(frame => frame.Heartbeat is { Reply: true } beat ? beat : null, "the answer")).Nonce);
    }

    [Theory]
    [InlineData(-91, 0, 10, 10, 5, "subscribe.viewport.south")]
    [InlineData(0, 0, double.NaN, 10, 5, "subscribe.viewport.north")]
    [InlineData(0, -200, 10, 10, 5, "subscribe.viewport.west")]
    [InlineData(0, 0, 10, double.PositiveInfinity, 5, "subscribe.viewport.east")]
    [InlineData(0, 0, 10, 10, 99, "subscribe.viewport.zoom")]
    [InlineData(20, 0, 10, 10, 5, "subscribe.viewport.south")]
    public async Task A_viewport_out_of_range_is_refused_by_field(double south, double west, double north, double east, double zoom, string field)
    {
        using var client = await world.Gateway.Connect();
        await client.Look(south, west, north, east, zoom);
        await Expect(client, "out_of_range", field);
        await StillLives(client);
    }

    [Fact]
    public async Task A_flood_is_warned_and_then_closed()
    {
        await using var gateway = await world.Start(("Gad:Live:FramesPerS", "1"), ("Gad:Live:FramesBurst", "5"), ("Gad:Live:FloodMax", "50"));
        using var client = await gateway.Connect();
        try
        {
            for (var i = 0; i < 200; i++)
            {
                await client.Send(new ClientFrame { Heartbeat = new Heartbeat { Reply = true } });
            }
        }
        catch (WebSocketException)
        {
            // Closed while we were still talking.
        }
        Assert.Equal(4003, await client.Closed("the end of the flood"));
        Assert.Contains(client.Errors, error => error.Code == "flood");
    }

    [Fact]
    public async Task Malformed_frames_beyond_the_budget_end_the_session()
    {
        await using var gateway = await world.Start(("Gad:Live:MalformedMax", "3"));
        using var client = await gateway.Connect();
        for (var i = 0; i < 4; i++)
        {
            await client.Send([0xFF], WebSocketMessageType.Binary);
        }
        Assert.Equal(1008, await client.Closed("the end of patience"));
        Assert.Equal(4, client.Errors.Count);
    }

    [Fact]
    public async Task What_is_sent_after_the_close_harms_nobody()
    {
        using var client = await world.Gateway.Connect();
        await client.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", TestContext.Current.CancellationToken);
        Assert.Equal(1000, await client.Closed("the answer to our close"));
        using var other = await world.Gateway.Connect();
        await StillLives(other);
    }

    private static async Task Expect(LiveClient client, string code, string field, string? value = null)
    {
        var error = await client.Until(frame => frame.Error, $"an error {code}");
        Assert.Equal((code, field), (error.Code, error.Field));
        Assert.NotEmpty(error.Rule);
        Assert.Equal(value ?? error.Value, error.Value);
    }

    private static async Task StillLives(LiveClient client)
    {
        await client.Send(new ClientFrame { Heartbeat = new Heartbeat { Nonce = 77 } });
        Assert.Equal(77UL, (await client.Until(frame => frame.Heartbeat is { Reply: true } beat ? beat : null, "a sign of life")).Nonce);
    }
}
