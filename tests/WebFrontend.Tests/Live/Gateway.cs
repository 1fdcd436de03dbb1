using System.Net.WebSockets;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Live.Frames;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace GrupoGad.WebFrontend.Tests.Live;

/// <summary>A running front end and the ways into it.</summary>
public sealed class Gateway(WebApplication app, byte[] key) : IAsyncDisposable
{
    public Uri Url { get; } = new(
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()
            .Replace("http:", "ws:", StringComparison.Ordinal) + "/live");

    public T Get<T>() where T : notnull => app.Services.GetRequiredService<T>();

    public Task Stop() => app.StopAsync();

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    /// <summary>Signs a token as the built-in issuer does.</summary>
    public string Token(string role, string? efectivo = null, TimeSpan? lifetime = null)
    {
        var claims = new Dictionary<string, object> { ["sub"] = efectivo ?? $"{role}-{Guid.NewGuid():N}", ["role"] = role };
        if (efectivo is not null)
        {
            claims["efectivo"] = efectivo;
        }
        var now = DateTime.UtcNow;
        var expires = now + (lifetime ?? TimeSpan.FromHours(1));
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = "gad-dev",
            Audience = "gad",
            NotBefore = (expires < now ? expires : now).AddMinutes(-5),
            Expires = expires,
            Claims = claims,
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(key), SecurityAlgorithms.HmacSha256),
        });
    }

    /// <summary>Opens a session and takes its welcome.</summary>
    internal async Task<LiveClient> Connect(string role = Roles.Operator, Subprotocol subprotocol = Subprotocol.Protobuf, string? efectivo = null)
    {
        var client = new LiveClient(await Open(Token(role, efectivo), subprotocol.Name()), subprotocol);
        Assert.NotNull(await client.Until(frame => frame.Welcome, "the welcome"));
        return client;
    }

    public async Task<ClientWebSocket> Open(string? token, string? subprotocol, string? origin = null)
    {
        var socket = new ClientWebSocket();
        if (subprotocol is not null)
        {
            socket.Options.AddSubProtocol(subprotocol);
        }
        if (token is not null)
        {
            socket.Options.AddSubProtocol("bearer." + token);
        }
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }
        socket.Options.CollectHttpResponseDetails = true;
        try
        {
            await socket.ConnectAsync(Url, TestContext.Current.CancellationToken);
        }
        catch (WebSocketException)
        {
            // The status tells why; see HttpStatusCode.
        }
        return socket;
    }
}
