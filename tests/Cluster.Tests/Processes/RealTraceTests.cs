using System.Diagnostics;

namespace GrupoGad.Cluster.Tests.Processes;

public sealed class RealTraceTests(Installation installation) : IClassFixture<Installation>
{
    /// <summary>Of 85,625: early enough that most is still to come, late enough that all units have begun.</summary>
    private const int KillAfter = 20_000;

    [Fact]
    public async Task Every_row_of_a_real_trace_is_accounted_for()
    {
        await installation.Complete();
        await using var viewer = Viewer.Open(installation.Urls, installation.Tokens);
        await using var replay = await Replay.Start(installation, "TRACE");
        await replay.Completes();

        await AssertNothingIsLost(replay, "TRACE");
        Assert.Equal(Oracle.Outcomes(replay.Trace).OrderBy(pair => pair.Key), replay.Outcomes().OrderBy(pair => pair.Key));
        await AssertEverySideAgrees(replay, "TRACE", viewer);
        await viewer.ShowsNoGhosts("TRACE");
    }

    [Fact]
    public async Task A_gateway_killed_in_mid_replay_loses_nothing()
    {
        await installation.Complete();
        await using var viewer = Viewer.Open(installation.Urls, installation.Tokens);
        await Until.True(() => Task.FromResult(viewer.Sessions == 1), "the viewer's session on the first gateway");
        await using var replay = await Replay.Start(installation, "GATEWAY");
        await replay.Accepts(KillAfter);

        await installation.Gateways[0].Kill();
        await installation.Complete();

        await replay.Completes();
        await AssertNothingIsLost(replay, "GATEWAY");
        await AssertEverySideAgrees(replay, "GATEWAY", viewer);
        await viewer.ShowsNoGhosts("GATEWAY");
        Assert.Equal((2, installation.Urls[1]), (viewer.Sessions, viewer.Url));
    }

    [Fact]
    public async Task A_silo_killed_in_mid_replay_loses_nothing()
    {
        await installation.Complete();
        await using var viewer = Viewer.Open(installation.Urls, installation.Tokens);
        await Until.True(() => Task.FromResult(viewer.Sessions == 1), "the viewer's session");
        await using var replay = await Replay.Start(installation, "SILO");
        await replay.Accepts(KillAfter);

        await installation.Silos[1].Kill();

        await replay.Completes();
        await AssertNothingIsLost(replay, "SILO");
        await AssertEverySideAgrees(replay, "SILO", viewer);
        await viewer.ShowsNoGhosts("SILO");
        await AssertCountsAgree();
        Assert.Equal(1, viewer.Sessions);
    }

    [Fact]
    public async Task Parked_efectivos_answer_again_and_never_leave_the_screen_when_a_silo_is_killed()
    {
        await installation.Complete();
        await using var viewer = Viewer.Open(installation.Urls, installation.Tokens);
        await using var replay = await Replay.Start(installation, "PARKED");
        await replay.Completes();
        await AssertEverySideAgrees(replay, "PARKED", viewer);
        var parked = await installation.Newest("PARKED");
        viewer.CountFewest("PARKED");

        var watch = Stopwatch.StartNew();
        await installation.Silos[1].Kill();

        await Agrees("the area answer", parked, () => installation.Area(installation.Urls[0], "PARKED"), (stored, told) => stored == told);
        TestContext.Current.TestOutputHelper?.WriteLine($"all of {parked.Count} answer {watch.Elapsed.TotalSeconds:F1} s after the kill");
        // They may still be shown from before: only what moves proves that the screen lives.
        await installation.Repeat(installation.Urls[1], parked);
        var newest = parked.ToDictionary(pair => pair.Key, pair => pair.Value with { TimeS = pair.Value.TimeS + 1 });
        await Agrees("the viewer", newest, () => Task.FromResult(viewer.Shown("PARKED")), (stored, shown) => stored.IsShownAs(shown));
        TestContext.Current.TestOutputHelper?.WriteLine($"all move on the screen {watch.Elapsed.TotalSeconds:F1} s after the kill");
        await viewer.ShowsNoGhosts("PARKED");
        await AssertCountsAgree();
        Assert.Equal((parked.Count, 1), (viewer.Fewest, viewer.Sessions));
    }

    private async Task AssertNothingIsLost(Replay replay, string prefix)
    {
        Assert.Equal(replay.Trace.Rows.Count, replay.Sent);
        Assert.Equal(replay.Sent, replay.Accepted + replay.Refused);
        Assert.Equal(replay.Accepted, await installation.Database.Ask<long>($"SELECT count(*) FROM position_reports WHERE efectivo_id LIKE '{prefix}-%'"));
    }

    /// <summary>The table of last positions, the area answer of both gateways and the screen come to show everybody's newest stored fix.</summary>
    private async Task AssertEverySideAgrees(Replay replay, string prefix, Viewer viewer)
    {
        var newest = await installation.Newest(prefix);
        Assert.Equal(replay.Codes.Order(StringComparer.Ordinal), newest.Keys.Order(StringComparer.Ordinal));
        await Agrees("the table of last positions", newest, () => installation.LastPositions(prefix), (stored, shown) => stored == shown);
        foreach (var gateway in installation.Urls)
        {
            await Agrees($"the area answer of {gateway}", newest, () => installation.Area(gateway, prefix), (stored, shown) => stored == shown);
        }
        await Agrees("the viewer", newest, () => Task.FromResult(viewer.Shown(prefix)), (stored, shown) => stored.IsShownAs(shown));
    }

    /// <summary>The coarse cells come to count everybody once.</summary>
    private async Task AssertCountsAgree()
    {
        await using var world = Viewer.Open(installation.Urls, installation.Tokens, Viewer.World);
        var everybody = await installation.Database.Ask<long>("SELECT count(*) FROM last_positions");
        await Until.True(() => Task.FromResult(world.Total == everybody), $"{everybody} to be counted", 30, () => Task.FromResult($"{world.Total}"));
    }

    private static async Task Agrees(
        string side, Dictionary<string, Place> newest, Func<Task<Dictionary<string, Place>>> ask, Func<Place, Place, bool> same)
    {
        var differ = new List<string>();
        await Until.True(
            async () =>
            {
                var told = await ask();
                differ = [.. newest.Where(pair => !told.TryGetValue(pair.Key, out var shown) || !same(pair.Value, shown))
                    .Select(pair => $"{pair.Key} {pair.Value}, told {(told.TryGetValue(pair.Key, out var shown) ? shown : "nothing")}")];
                return differ.Count == 0;
            },
            $"{side} to tell everybody's newest fix", 60, () => Task.FromResult($"{differ.Count} differ, e.g. {string.Join("; ", differ.Take(3))}"));
    }
}
