using System.Diagnostics;
using GrupoGad.Benchmarks.Harness;
using GrupoGad.Benchmarks.Ingest.Generator;
using GrupoGad.LoadGenerator.Clients;
using GrupoGad.LoadGenerator.Efectivos;
using GrupoGad.LoadGenerator.Traces;

namespace GrupoGad.Benchmarks.Commands;

/// <summary>The everyday flow of positions beside the commands: some devices on the paths of a recorded fleet, one report a second each.</summary>
public sealed class Positions : IAsyncDisposable
{
    private const double SpeedMps = 10;
    private readonly List<Device> _devices;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Task _running;

    private Positions(List<Device> devices, Task running) => (_devices, _running) = (devices, running);

    /// <summary>Accepted since the start.</summary>
    public double PerSecond => _devices.Sum(device => Interlocked.Read(ref device.Accepted)) / Stopwatch.GetElapsedTime(_start).TotalSeconds;

    public static Positions Start(Cluster cluster, Repository repository, int count)
    {
        var trace = TraceReader.ReadFile(repository.Excerpt);
        var walks = Walk.Of(trace, count, SpeedMps);
        var (period, begin) = (TimeSpan.FromSeconds(1), Stopwatch.GetTimestamp() + Stopwatch.Frequency);
        var devices = Enumerable.Range(0, count)
            .Select(i => new Device($"WALK-{i:D5}", new WalkReader(walks[i], 1, period, begin + Stopwatch.Frequency * i / count), new Meter())).ToList();
        return new Positions(devices, Run(cluster, devices));
    }

    public async ValueTask DisposeAsync()
    {
        _devices.ForEach(device => device.Reader.End());
        await _running;
    }

    private static async Task Run(Cluster cluster, List<Device> devices)
    {
        using var registration = new Registration(cluster.Urls, cluster.Tokens.Administrator());
        await registration.Ensure(devices.Select(device => new EfectivoToRegister(device.Code, device.Code, "bench-walk", [])), CancellationToken.None);
        var options = new ClientOptions { Urls = cluster.Urls, BatchMax = 1 };
        await Task.WhenAll(devices.Select(device => device.Run(options, cluster.Tokens.Efectivo(device.Code), CancellationToken.None)));
    }
}
