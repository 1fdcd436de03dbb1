using System.Diagnostics;
using System.Text.Json;
using GrupoGad.Benchmarks.Harness;
using GrupoGad.Geo;
using GrupoGad.LoadGenerator.Clients;
using GrupoGad.LoadGenerator.Identity;
using GrupoGad.LoadGenerator.Traces;

namespace GrupoGad.Benchmarks.Ingest.Generator;

/// <summary>The load, in a process of its own: says MEASURE, END and RESULT on its output, so that the bench reads the servers' CPU at the right moments.</summary>
public sealed class GeneratorRun(GeneratorOptions options)
{
    private const double SpeedMps = 10;
    private static readonly TimeSpan _boardWithin = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _probePeriod = TimeSpan.FromMilliseconds(500);
    private readonly Meter _meter = new();
    private readonly Tokens _tokens = Tokens.FromEnvironment();

    public static async Task<int> Start(string[] arguments)
    {
        await new GeneratorRun(GeneratorOptions.FromJson(arguments[0])).Play();
        return 0;
    }

    private async Task Play()
    {
        var devices = Devices(options.Sockets + options.Probes);
        var probes = devices.Skip(options.Sockets).ToDictionary(device => device.Code);
        using var stop = new CancellationTokenSource();
        var fences = options.FenceEvents is { } database ? new FenceTimes(devices.ToDictionary(device => device.Code), database) : null;
        await (fences?.Begin() ?? Task.CompletedTask);
        var screen = new Screen(_meter, probes, fences);
        var viewing = options.Probes == 0 ? Task.CompletedTask : Watch(screen, stop.Token);
        await (fences is null ? Task.CompletedTask : screen.Board.WaitAsync(_boardWithin));
        var looking = fences?.Look(stop.Token) ?? Task.CompletedTask;
        var running = await Open(devices, stop.Token);
        await Task.Delay(TimeSpan.FromSeconds(options.WarmUpS));

        Array.ForEach(Timed(fences), meter => meter.Open());
        _meter.Open();
        Console.WriteLine("MEASURE");
        var (start, cpu) = (Stopwatch.GetTimestamp(), CpuMeter.Of(Environment.ProcessId));
        var cpuStart = cpu.Seconds();
        await Task.Delay(TimeSpan.FromSeconds(options.MeasureS));
        _meter.Close();
        Array.ForEach(Timed(fences), meter => meter.Close());
        Console.WriteLine("END");
        var (seconds, cpuSeconds) = (Stopwatch.GetElapsedTime(start).TotalSeconds, cpu.Seconds() - cpuStart);

        devices.ForEach(device => device.Reader.End());
        await running;
        var notShown = options.Probes == 0 ? 0 : await NotShown(screen, devices);
        var eventsNotShown = fences is null ? 0 : await fences.NotShown();
        await stop.CancelAsync();
        await viewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await looking;
        WriteLastFixes(devices);
        Console.WriteLine("RESULT " + JsonSerializer.Serialize(Result(devices, fences) with
        {
            MeasuredS = seconds, CpuSeconds = cpuSeconds, NotShown = notShown, EventsNotShown = eventsNotShown,
        }));
    }

    private static LatencyMeter[] Timed(FenceTimes? fences) => fences is null ? [] : [fences.Durable, fences.Shown];

    private List<Device> Devices(int count)
    {
        var walks = Walk.Of(TraceReader.ReadFile(options.Trace), count, SpeedMps);
        var period = options.Rate is { } rate ? TimeSpan.FromSeconds(options.FixesInFrame * options.Sockets / rate) : (TimeSpan?)null;
        var begin = Stopwatch.GetTimestamp() + Stopwatch.Frequency;
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var isProbe = i >= options.Sockets;
            var (fixes, every) = isProbe ? (1, _probePeriod) : (options.FixesInFrame, period);
            // Spread over the period, so that the load is even and not a wave.
            var due = begin + (long)(Stopwatch.Frequency * (every ?? TimeSpan.FromSeconds(1)).TotalSeconds * i / count);
            var reader = new WalkReader(walks[i], fixes, every, due);
            return isProbe
                ? new Device(GeneratorOptions.ProbeCode(i - options.Sockets), reader, _meter) { Shown = new() }
                : new Device(GeneratorOptions.Code(i), reader, _meter);
        })];
    }

    /// <summary>Opens all sockets, some at a time; the inner task ends when every client is done.</summary>
    private async Task<Task> Open(List<Device> devices, CancellationToken cancellation)
    {
        var running = new List<Task>();
        foreach (var chunk in devices.Chunk(100))
        {
            running.AddRange(chunk.Select(device => device.Run(
                new ClientOptions { Urls = [new Uri(options.Url)], BatchMax = device.Shown is null ? options.FixesInFrame : 1, WindowMax = options.WindowMax },
                _tokens.Efectivo(device.Code), cancellation)));
            await Task.Delay(20, cancellation);
        }
        return Task.WhenAll(running);
    }

    private Task Watch(Screen screen, CancellationToken stop)
    {
        var trace = TraceReader.ReadFile(options.Trace).Rows.Select(row => new GeoPoint(row.Fix.Latitude, row.Fix.Longitude)).Where(point => point.IsValid).ToList();
        var bounds = new GeoBounds(trace.Min(p => p.Latitude), trace.Min(p => p.Longitude), trace.Max(p => p.Latitude), trace.Max(p => p.Longitude));
        return screen.Run(new Uri(options.Url), _tokens.Create("bench-viewer", "Operator", null), bounds, stop);
    }

    /// <summary>Waits until the screen shows where everyone was last, within a metre.</summary>
    private static async Task<int> NotShown(Screen screen, List<Device> devices)
    {
        var deadline = DateTime.UtcNow.AddSeconds(5);
        while (true)
        {
            var missing = devices.Count(device => !screen.Shows.TryGetValue(device.Code, out var shown) || Sphere.DistanceM(shown, device.Reader.Last.Point) > 1);
            if (missing == 0 || DateTime.UtcNow > deadline)
            {
                return missing;
            }
            await Task.Delay(100);
        }
    }

    private void WriteLastFixes(List<Device> devices) => File.WriteAllText(options.LastFixes, JsonSerializer.Serialize(
        devices.Where(device => device.SentReports > 0).Select(device =>
            new LastFix(device.Code, device.Reader.Last.Point.Latitude, device.Reader.Last.Point.Longitude, device.Reader.Last.Time))));

    private GeneratorResult Result(List<Device> devices, FenceTimes? fences) => new()
    {
        Measured = _meter.Reports,
        Sent = devices.Sum(device => device.SentReports),
        Accepted = devices.Sum(device => device.Accepted),
        Refused = devices.Sum(device => device.Refused),
        AckP50Ms = _meter.AckMs(50),
        AckP99Ms = _meter.AckMs(99),
        FrameP50Ms = _meter.FrameMs(50),
        FrameP99Ms = _meter.FrameMs(99),
        FramesSeen = _meter.FramesSeen,
        Oddities = _meter.Oddities,
        Events = fences?.Stored ?? 0,
        EventsTimed = fences?.Shown.Count ?? 0,
        EventDurableP50Ms = fences?.Durable.Ms(50) ?? 0,
        EventDurableP99Ms = fences?.Durable.Ms(99) ?? 0,
        EventFrameP50Ms = fences?.Shown.Ms(50) ?? 0,
        EventFrameP99Ms = fences?.Shown.Ms(99) ?? 0,
    };
}
