using GrupoGad.Console.Tests;

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
        await AssertNothingIsLost(replay, "GATEWAY", inDoubt: replay.Refused);
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
        await AssertNothingIsLost(replay, "SILO", inDoubt: replay.Refused);
        await AssertEverySideAgrees(replay, "SILO", viewer);
        Assert.Equal(1, viewer.Sessions);
    }

    /// <param name="inDoubt">Reports whose two deliveries, the first one unanswered, may have been judged apart: stored, and then refused. Never lost.</param>
    private async Task AssertNothingIsLost(Replay replay, string prefix, long inDoubt = 0)
    {
        Assert.Equal(replay.Trace.Rows.Count, replay.Sent);
        Assert.Equal(replay.Sent, replay.Accepted + replay.Refused);
        Assert.InRange(await installation.Database.Ask<long>($"SELECT count(*) FROM position_reports WHERE efectivo_id LIKE '{prefix}-%'"), replay.Accepted, replay.Accepted + inDoubt);
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
