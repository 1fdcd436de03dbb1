using GrupoGad.Benchmarks.Harness;
using GrupoGad.Geo;

namespace GrupoGad.Benchmarks.Payload;

/// <summary>Bytes on a viewer's socket for the recorded Warsaw fleet, against one JSON message an update; every update is decoded and compared.</summary>
public sealed class PayloadBench : Bench
{
    private const int PortBase = 23_000;
    private static readonly GeoBounds _warsaw = new(51.8, 20.2, 52.6, 21.8);
    private static readonly TimeSpan _primeWithin = TimeSpan.FromSeconds(8);

    public override string Name => "payload";

    public override async Task Run(Report report, BenchRun run)
    {
        await using var services = await RealParts.Open();
        await using var product = new Cluster(run.Repository, services.PostGis, services.Redis, silos: 1, gateways: 1, PortBase);
        await product.Complete();
        var (url, tokens) = (product.Urls[0], product.Tokens);
        var file = Environment.GetEnvironmentVariable("GAD_DATA") is { Length: > 0 } folder
            ? Path.Combine(folder, "fleet", "warsaw_buses_2024-02-19.csv.gz")
            : run.Repository.Excerpt;
        using var playback = new Playback(file, url, tokens, TimeSpan.FromMinutes(5));
        var viewer = new Viewer();
        using var stop = new CancellationTokenSource();

        var begin = DateTime.UtcNow + _primeWithin + TimeSpan.FromSeconds(2);
        await playback.Prime(begin, stop.Token);
        var viewing = viewer.Run(url, tokens.Create("bench-viewer", "Operator", null), _warsaw, stop.Token);
        if (begin - DateTime.UtcNow is { Ticks: > 0 } wait)
        {
            await Task.Delay(wait);
        }
        report.Figure("snapshot_bytes", viewer.Bytes);
        report.Figure("snapshot_efectivos", viewer.Shown.Select(shown => shown.Code).Distinct().Count());
        viewer.Reset();
        await playback.Play(begin, run.Quick ? TimeSpan.FromSeconds(25) : TimeSpan.FromMinutes(3), stop.Token);
        var comparison = await Comparison.When(playback.Accepted, viewer);
        await stop.CancelAsync();
        await viewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Judge(report, playback, viewer, comparison);
    }

    private static void Judge(Report report, Playback playback, Viewer viewer, Comparison comparison)
    {
        // What a newer fix overtook on its way does not count: neither as a saving nor as a loss.
        var updates = comparison.Shown.Count;
        using var wire = new Wire();
        foreach (var update in comparison.Shown)
        {
            wire.Add(update);
        }
        Console.WriteLine($"  {playback.Accepted.Count} updates accepted, {playback.Refused} refused as the recording's defects deserve; {viewer.Frames} frames");
        report.Must($"no accepted update is missing on the screen ({comparison.Missing} are)", comparison.Missing == 0 && updates > 0);
        report.Must($"at most 2 % were overtaken by a newer fix ({comparison.Overtaken})", comparison.Overtaken <= updates * 0.02);
        report.Must($"the screen showed nothing that is off by more than 1 m or 1 s ({comparison.Wrong} did)", comparison.Wrong == 0);
        report.Must("every row had a name", viewer.Strangers == 0);
        report.Figure("updates", updates);
        report.Figure("bytes_per_update", viewer.Bytes / (double)updates);
        report.Figure("row_bytes_per_update", viewer.RowBytes / (double)updates);
        report.Figure("updates_per_frame", updates / (double)viewer.Frames);
        report.Figure("json_bytes_per_update", wire.JsonBytes / (double)updates);
        report.Figure("deflated_json_bytes_per_update", wire.DeflatedBytes / (double)updates);
        report.Figure("saved_against_deflated_json", 1 - viewer.Bytes / (double)wire.DeflatedBytes);
        report.AtLeast("saved", 1 - viewer.Bytes / (double)wire.JsonBytes, 0.9);
    }
}
