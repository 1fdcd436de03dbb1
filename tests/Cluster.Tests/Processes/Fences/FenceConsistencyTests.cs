
namespace GrupoGad.Cluster.Tests.Processes.Fences;

/// <summary>The real trace over fences, through real silos and PostGIS, told exactly as PostGIS computes it from the stored track.</summary>
public sealed class FenceConsistencyTests(SilosOnly silos) : IClassFixture<SilosOnly>
{
    [Fact]
    public async Task The_fences_tell_exactly_what_PostGIS_computes_from_the_stored_track()
    {
        await silos.Complete();
        var replay = new FenceReplay(silos, "TRUE");
        await replay.Prepare();
        await replay.Run();
        await AssertTruth("TRUE");
    }

    [Fact]
    public async Task A_silo_killed_in_mid_replay_changes_no_event_loses_none_and_tells_none_twice()
    {
        await silos.Complete();
        var replay = new FenceReplay(silos, "KILL");
        await replay.Prepare();
        var running = replay.Run();
        await Until.True(() => Task.FromResult(replay.Answered > replay.Rows / 3), "a third of the rows", 300);
        Assert.False(running.IsCompleted);
        await silos.Silos[1].Kill();
        await running;
        await silos.Complete();
        await AssertTruth("KILL");
    }

    private async Task AssertTruth(string prefix)
    {
        var (missing, invented, all) = await FenceOracle.Compare(silos.Database, prefix);
        TestContext.Current.TestOutputHelper?.WriteLine($"{all} events, {missing.Count} missing, {invented.Count} invented");
        Assert.Equal("", string.Join('\n', missing.Take(10).Select(line => "missing " + line).Concat(invented.Take(10).Select(line => "invented " + line))));
        Assert.True(all > 1_000, $"only {all} events: the fences do not lie where the fleet is");
        Assert.Equal(
            await silos.Database.Ask<long>($"SELECT count(*) FROM fence_events WHERE efectivo_id LIKE '{prefix}-%' AND kind = 1")
                - await silos.Database.Ask<long>($"SELECT count(*) FROM fence_events WHERE efectivo_id LIKE '{prefix}-%' AND kind = 2"),
            await silos.Database.Ask<long>($"SELECT count(*) FROM fence_presence WHERE efectivo_id LIKE '{prefix}-%'"));
    }
}
