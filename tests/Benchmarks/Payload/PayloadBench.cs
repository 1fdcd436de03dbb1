using GrupoGad.Benchmarks.Harness;
using GrupoGad.Benchmarks.Ingest;
using GrupoGad.Geo;
using GrupoGad.LoadGenerator.Identity;

namespace GrupoGad.Benchmarks.Payload;

/// <summary>Bytes on a viewer's socket for the recorded Warsaw fleet, against one JSON message an update; every update is decoded and compared.</summary>
public sealed class PayloadBench : Bench
{
    private static readonly GeoBounds _warsaw = new(52.0, 20.6, 52.5, 21.4);
    private static readonly TimeSpan _primeWithin = TimeSpan.FromSeconds(8);

    public override string Name => "payload";

    public override async Task Run(Report report, BenchRun run)
    {
        await using var services = await Services.Open();
        await using var product = new Product();
        await product.Start(run.Repository, services);
        var tokens = Tokens.FromEnvironment();
        var file = Environment.GetEnvironmentVariable("GAD_DATA") is { Length: > 0 } folder
            ? Path.Combine(folder, "fleet", "warsaw_buses_2024-02-19.csv.gz")
            : Path.Combine(run.Repository.Root, "tests", "data", "warsaw_excerpt.csv.gz");
        using var playback = new Playback(file, Product.Url, tokens, TimeSpan.FromMinutes(5));
        var viewer = new Viewer();
        using var stop = new CancellationTokenSource();

        var begin = DateTime.UtcNow + _primeWithin + TimeSpan.FromSeconds(2);
        await playback.Prime(begin, stop.Token);
        var viewing = viewer.Run(Product.Url, tokens.Create("bench-viewer", "Operator", null), _warsaw, stop.Token);
        if (begin - DateTime.UtcNow is { Ticks: > 0 } wait)
        {
            await Task.Delay(wait);
        }
        report.Figure("snapshot_bytes", viewer.Bytes);
        report.Figure("snapshot_efectivos", viewer.Shown.Select(shown => shown.Code).Distinct().Count());
        viewer.Reset();
        await playback.Play(begin, run.Quick ? TimeSpan.FromSeconds(25) : TimeSpan.FromMinutes(3), stop.Token);
        var missing = await Missing(playback.Accepted, viewer);
        await stop.CancelAsync();
        await viewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Judge(report, playback, viewer, missing);
    }

    private static void Judge(Report report, Playback playback, Viewer viewer, int missing)
    {
        using var wire = new Wire();
        foreach (var update in playback.Accepted)
        {
            wire.Add(update);
        }
        var updates = playback.Accepted.Count;
        Console.WriteLine($"  {updates} updates accepted, {playback.Refused} refused as the recording's defects deserve; {viewer.Frames} frames");
        report.Must($"the screen showed each of {updates} updates within 1 m and 1 s ({missing} missing)", missing == 0 && updates > 0);
        report.Must("every row had a name", viewer.Strangers == 0);
        report.Figure("updates", updates);
        report.Figure("bytes_per_update", viewer.Bytes / (double)updates);
        report.Figure("updates_per_frame", updates / (double)viewer.Frames);
        report.Figure("json_bytes_per_update", wire.JsonBytes / (double)updates);
        report.Figure("deflated_json_bytes_per_update", wire.DeflatedBytes / (double)updates);
        report.Figure("saved_against_deflated_json", 1 - viewer.Bytes / (double)wire.DeflatedBytes);
        report.AtLeast("saved", 1 - viewer.Bytes / (double)wire.JsonBytes, 0.9);
    }

    /// <summary>Updates that no decoded row shows; waits a little for the last frames.</summary>
    private static async Task<int> Missing(IReadOnlyCollection<Update> accepted, Viewer viewer)
    {
        var deadline = DateTime.UtcNow.AddSeconds(5);
        while (true)
        {
            var shown = viewer.Shown.ToLookup(update => update.Code);
            var missing = accepted.Count(update => !shown[update.Code].Any(seen =>
                Sphere.DistanceM(seen.Point, update.Point) <= 1 && (seen.DeviceTime - update.DeviceTime).Duration() <= TimeSpan.FromSeconds(1)));
            if (missing == 0 || DateTime.UtcNow > deadline)
            {
                return missing;
            }
            await Task.Delay(100);
        }
    }
}
