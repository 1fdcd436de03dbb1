using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GrupoGad.Fences;
using GrupoGad.Silo.Webhooks;
using GrupoGad.Webhooks;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.Tests.Webhooks;

/// <summary>Deliveries to a real server on a real socket.</summary>
public sealed class WebhookPostTests : IAsyncLifetime
{
    private Receiver _server = null!;

    public async ValueTask InitializeAsync() => _server = await Receiver.Start();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_delivery_is_signed_so_that_its_receiver_can_prove_where_it_is_from()
    {
        using var post = Post();
        var result = await post.Send("HOOK-1", _server.Url, "s3cret", [Event(1), Event(2)], default);
        Assert.Equal(PostOutcome.Taken, result.Outcome);
        var (signature, body) = Assert.Single(_server.Got);
        var seconds = signature.Split(',')[0]["t=".Length..];
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.ASCII.GetBytes("s3cret"), Encoding.UTF8.GetBytes($"{seconds}.{body}")));
        Assert.Equal($"t={seconds},v1={expected}", signature);
        var events = JsonDocument.Parse(body).RootElement.GetProperty("events");
        Assert.Equal((2, "Enter", "ZONA-1:E-0001:1:1767225600000"), (events.GetArrayLength(), events[0].GetProperty("kind").GetString(), events[0].GetProperty("eventId").GetString()));
        Assert.DoesNotContain("s3cret", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(204, PostOutcome.Taken)]
    [InlineData(302, PostOutcome.Refused)]
    [InlineData(400, PostOutcome.Refused)]
    [InlineData(500, PostOutcome.Refused)]
    [InlineData(410, PostOutcome.Gone)]
    [InlineData(429, PostOutcome.Away)]
    [InlineData(503, PostOutcome.Away)]
    public async Task What_the_server_says_is_understood(int status, PostOutcome outcome)
    {
        _server.Status = status;
        using var post = Post();
        Assert.Equal(outcome, (await post.Send("HOOK-1", _server.Url, "s", [Event(1)], default)).Outcome);
        Assert.Single(_server.Got);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_away()
    {
        var url = _server.Url;
        await _server.Stop();
        using var post = Post();
        var result = await post.Send("HOOK-1", url, "s", [Event(1)], default);
        Assert.Equal(PostOutcome.Away, result.Outcome);
        Assert.NotEmpty(result.Failure);
    }

    [Fact]
    public async Task Nothing_reaches_what_only_we_can_reach()
    {
        using var post = Post(allowPrivate: false);
        var port = new Uri(_server.Url).Port;
        Assert.Equal(PostOutcome.Away, (await post.Send("HOOK-1", $"http://127.0.0.1:{port}/fences", "s", [Event(1)], default)).Outcome);
        Assert.Equal(PostOutcome.Away, (await post.Send("HOOK-1", $"http://localhost:{port}/fences", "s", [Event(1)], default)).Outcome);
        Assert.Empty(_server.Got);
        foreach (var url in new[] { "http://agency.example", "https://10.1.2.3/", "https://[::1]/", "https://169.254.169.254/", "ftp://agency.example", "/fences", "https://a:b@agency.example" })
        {
            Assert.NotNull(post.Refuses(url));
        }
        Assert.Null(post.Refuses("https://agency.example/fences?x=1"));
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("172.31.0.1", false)]
    [InlineData("100.64.1.1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("0.0.0.0", false)]
    public void Addresses_inside_are_known(string address, bool isOutside) => Assert.Equal(isOutside, OuterAddress.IsOutside(IPAddress.Parse(address)));

    private static WebhookPost Post(bool allowPrivate = true) =>
        new(Options.Create(new WebhookPostOptions { AllowPrivate = allowPrivate, Patience = TimeSpan.FromSeconds(30) }), TimeProvider.System);

    private static FenceEvent Event(long number) => new()
    {
        FenceId = "ZONA-1", FenceName = "Zona", Kind = FenceEventKind.Enter, EfectivoId = "E-0001",
        At = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), KnownAt = DateTime.UtcNow, Number = number,
    };
}
