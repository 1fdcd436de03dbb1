using System.Net;
using System.Net.WebSockets;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Live.Frames;

namespace GrupoGad.WebFrontend.Tests.Live;

public sealed class DoorTests(LiveWorld world)
{
    [Fact]
    public async Task Without_a_token_there_is_no_upgrade() => Assert.Equal(HttpStatusCode.Unauthorized, await Status(null, SubprotocolNames.Protobuf));

    [Fact]
    public async Task A_token_of_another_key_or_an_expired_one_gets_no_upgrade()
    {
        var token = world.Gateway.Token(Roles.Operator);
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(token[..^6] + "AAAAAA", SubprotocolNames.Protobuf));
        var expired = world.Gateway.Token(Roles.Operator, lifetime: TimeSpan.FromMinutes(-2));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(expired, SubprotocolNames.Protobuf));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-20)]
    public async Task An_expired_token_has_no_time_of_grace_and_is_refused_before_the_upgrade(int seconds)
    {
        var token = world.Gateway.Token(Roles.Operator, lifetime: TimeSpan.FromSeconds(seconds));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(token, SubprotocolNames.Json));
    }

    [Fact]
    public void A_token_ends_when_it_says_and_may_begin_a_little_late()
    {
        var (now, skew) = (new DateTime(2026, 3, 14, 12, 0, 0, DateTimeKind.Utc), TimeSpan.FromSeconds(30));
        Assert.True(TokenTimes.IsValid(now.AddSeconds(20), now.AddHours(1), now, skew));
        Assert.False(TokenTimes.IsValid(now.AddSeconds(40), now.AddHours(1), now, skew));
        Assert.True(TokenTimes.IsValid(null, now.AddSeconds(1), now, skew));
        Assert.False(TokenTimes.IsValid(null, now, now, skew));
        Assert.False(TokenTimes.IsValid(null, null, now, skew));
    }

    [Fact]
    public async Task An_unknown_subprotocol_is_refused_before_the_upgrade() =>
        Assert.Equal(HttpStatusCode.BadRequest, await Status(world.Gateway.Token(Roles.Operator), "gad.v9"));

    [Fact]
    public async Task A_page_of_another_site_is_refused()
    {
        var token = world.Gateway.Token(Roles.Operator);
        Assert.Equal(HttpStatusCode.Forbidden, await Status(token, SubprotocolNames.Json, "https://elsewhere.example"));
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await Status(token, SubprotocolNames.Json, $"http://{world.Gateway.Url.Authority}"));
    }

    [Fact]
    public async Task A_subject_has_a_limited_number_of_sessions()
    {
        await using var gateway = await world.Start(("Gad:Live:SessionsPerSubjectMax", "1"));
        var token = gateway.Token(Roles.Operator);
        using var first = await gateway.Open(token, SubprotocolNames.Json);
        using var second = await gateway.Open(token, SubprotocolNames.Json);
        Assert.Equal((HttpStatusCode.SwitchingProtocols, HttpStatusCode.TooManyRequests), (first.HttpStatusCode, second.HttpStatusCode));
    }

    [Fact]
    public async Task A_session_ends_when_its_token_does()
    {
        using var client = new LiveClient(
            await world.Gateway.Open(world.Gateway.Token(Roles.Operator, lifetime: TimeSpan.FromSeconds(2)), SubprotocolNames.Protobuf), Subprotocol.Protobuf);
        Assert.Equal(4001, await client.Closed("the end of the token"));
    }

    [Fact]
    public async Task Silence_ends_a_session_and_a_heartbeat_is_answered_with_its_nonce()
    {
        await using var gateway = await world.Start(("Gad:Live:SilenceS", "6"), ("Gad:Live:HeartbeatS", "1"));
        using var client = await gateway.Connect();
        await client.Send(new() { Heartbeat = new() { Nonce = 42 } });
        Assert.Equal(42UL, (await client.Until(frame => frame.Heartbeat is { Reply: true } beat ? beat : null, "the answer")).Nonce);
        await client.Until(frame => frame.Heartbeat is { Reply: false } beat ? beat : null, "the server's own heartbeat");
        Assert.Equal(4002, await client.Closed("the end of patience"));
    }

    [Fact]
    public async Task A_gateway_that_stops_finishes_the_acknowledgements_and_says_so()
    {
        await world.Register("STOPPED-1");
        await using var gateway = await world.Start();
        using var phone = await gateway.Connect(Roles.Efectivo, efectivo: "STOPPED-1");
        await phone.Send(ReportingTests.Batch(1, ReportingTests.Report("", DateTime.UtcNow)));
        Assert.NotNull(await phone.Until(frame => frame.PositionAck, "the acknowledgement"));
        var stopping = gateway.Stop();
        Assert.Equal(1001, await phone.Closed("the going away"));
        await phone.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", TestContext.Current.CancellationToken);
        await stopping;
    }

    private async Task<HttpStatusCode> Status(string? token, string subprotocol, string? origin = null)
    {
        using var socket = await world.Gateway.Open(token, subprotocol, origin);
        return socket.HttpStatusCode;
    }
}
