using System.Diagnostics.Metrics;
using System.Net;
using GrupoGad.Silo.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace GrupoGad.Silo.Tests.RedisStreams;

/// <summary>A silo with the streams as the product sets them up, and nothing else of the product.</summary>
internal sealed class StreamSilo : IAsyncDisposable
{
    private readonly IHost _host;

    private StreamSilo(IHost host, int port) => (_host, Port, Readings) = (host, port, new Readings(host.Services.GetRequiredService<IMeterFactory>()));

    public int Port { get; }

    public Readings Readings { get; }

    /// <param name="address">Of Redis; null for memory.</param>
    /// <param name="service">Names the keys in Redis.</param>
    /// <param name="settings">Of <c>Gad:Streams</c>, as <c>Name=value</c>.</param>
    /// <param name="idle">After which time a stream without events is forgotten.</param>
    /// <param name="first">The first silo of the cluster; this one when null.</param>
    public static async Task<StreamSilo> Start(string? address, string service, string[]? settings = null, TimeSpan? idle = null, StreamSilo? first = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Redis"] = address, ["Gad:Mode"] = address is null ? "Memory" : "Durable",
            // Patient: on a busy machine Redis may answer late, and a test that takes it away says how long that may take.
            ["Gad:Streams:OperationTimeoutMs"] = "10000",
        });
        builder.Configuration.AddInMemoryCollection((settings ?? []).Select(setting => setting.Split('='))
            .Select(parts => KeyValuePair.Create($"Gad:Streams:{parts[0]}", (string?)parts[1])));
        var (port, gateway) = (Ports.One(), Ports.One());
        builder.UseOrleans(orleans =>
        {
            orleans.UseLocalhostClustering(port, gateway, new IPEndPoint(IPAddress.Loopback, first?.Port ?? port), service, "gad-test");
            orleans.UseGadStreams(builder.Configuration);
            if (idle is { } period)
            {
                orleans.Services.Configure<StreamPullingAgentOptions>(StreamNames.Commands, pulling => pulling.StreamInactivityPeriod = period);
            }
        });
        var host = builder.Build();
        await host.StartAsync();
        return new StreamSilo(host, port);
    }

    public async Task Publish(string key, params IEnumerable<int> numbers)
    {
        var stream = _host.Services.GetRequiredService<IClusterClient>().GetStreamProvider(StreamNames.Commands)
            .GetStream<int>(StreamId.Create(ListenerGrain.Namespace, key));
        foreach (var number in numbers)
        {
            await stream.OnNextAsync(number);
        }
    }

    /// <summary>Publishes as a caller does who relies on its own re-send.</summary>
    public Task PublishUntilTaken(string key, int number) => Until.True(
        async () =>
        {
            try
            {
                await Publish(key, number);
                return true;
            }
            catch (GadUnavailableException)
            {
                return false;
            }
        },
        $"Redis to take {number}");

    public Task Stop() => _host.StopAsync();

    /// <summary>Goes down with all it holds, as near to a kill as one process comes.</summary>
    public async Task Kill()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        try
        {
            await _host.StopAsync(now.Token);
        }
        catch (OperationCanceledException)
        {
            // Just so.
        }
    }

    public async ValueTask DisposeAsync()
    {
        Readings.Dispose();
        await Stop();
        _host.Dispose();
    }
}
