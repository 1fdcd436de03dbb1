using System.Diagnostics.Metrics;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GrupoGad.WebFrontend.Tests.Doors;

/// <summary>The front end's own Program on real ports.</summary>
public sealed class FrontEnd : IAsyncDisposable
{
    public static readonly byte[] Key = SHA256.HashData("a key of these tests"u8);

    private readonly string _keyFile = Path.GetTempFileName();
    private readonly WebApplicationFactory<Program> _factory;

    public FrontEnd(int gatewayPort, string environment, params (string Key, string Value)[] settings)
    {
        File.WriteAllText(_keyFile, Convert.ToHexString(Key));
        _factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment(environment);
            host.ConfigureLogging(logging => logging.ClearProviders());
            host.ConfigureServices(services => services.AddSingleton<IMeterFactory, OwnMeters>());
            host.UseSetting("Gad:Mode", "Memory");
            host.UseSetting("Gad:Cluster:GatewayPort", gatewayPort.ToString(System.Globalization.CultureInfo.InvariantCulture));
            host.UseSetting("Gad:Identity:SigningKeyFile", _keyFile);
            // A machine that has other things to do is no outage.
            host.UseSetting("Gad:Calls:PatienceMs", "60000");
            host.UseSetting("Gad:Calls:AttemptMs", "60000");
            host.UseSetting("Gad:Calls:UrgentAttemptMs", "60000");
            host.UseSetting("Gad:Ingest:GiveUpAfterS", "60");
            foreach (var door in new[] { "Http", "Grpc", "Osmand", "Admin" })
            {
                host.UseSetting($"Gad:{door}:Port", "0");
            }
            foreach (var (key, value) in settings)
            {
                host.UseSetting(key, value);
            }
        });
        _factory.UseKestrel();
        _factory.StartServer();
        var addresses = _factory.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToArray();
        (Http, Grpc, Osmand, Admin) = (new(addresses[0]), new(addresses[1]), new(addresses[2]), new(addresses[3]));
    }

    public Uri Http { get; }

    public Uri Grpc { get; }

    public Uri Osmand { get; }

    public Uri Admin { get; }

    public IServiceProvider Services => _factory.Services;

    /// <summary>As a platform does: it is given no work before it says that it is ready, for a moment after it is connected it does not know the grains.</summary>
    public async Task<FrontEnd> Ready()
    {
        using var platform = new HttpClient { BaseAddress = Admin };
        await Until.True(
            async () =>
            {
                using var answer = await platform.GetAsync("/health/ready", DoorsWorld.Cancel);
                return answer.IsSuccessStatusCode;
            },
            "the front end to be ready");
        return this;
    }

    /// <summary>A client that carries a token of the role, or none.</summary>
    public HttpClient Client(string? role = null, string? efectivo = null) => Client(role is null ? null : Tokens.Issue(Key, role, efectivo), Http);

    public static HttpClient Client(string? token, Uri address)
    {
        var client = new HttpClient { BaseAddress = address };
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _factory.DisposeAsync();
        File.Delete(_keyFile);
    }
}
