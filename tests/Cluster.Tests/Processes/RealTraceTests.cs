namespace GrupoGad.Cluster.Tests.Processes;

public sealed class RealTraceTests(Installation installation) : IClassFixture<Installation>
{
    [Fact]
    public async Task Every_row_of_a_real_trace_is_accounted_for()
    {
        await installation.Complete();
        await using var replay = await Replay.Start(installation, "TRACE");
        await replay.Completes();

        await AssertNothingIsLost(replay, "TRACE");
        Assert.Equal(Oracle.Outcomes(replay.Trace).OrderBy(pair => pair.Key), replay.Outcomes().OrderBy(pair => pair.Key));
    }

    private async Task AssertNothingIsLost(Replay replay, string prefix)
    {
        Assert.Equal(replay.Trace.Rows.Count, replay.Sent);
        Assert.Equal(replay.Sent, replay.Accepted + replay.Refused);
        Assert.Equal(replay.Accepted, await installation.Database.Ask<long>($"SELECT count(*) FROM position_reports WHERE efectivo_id LIKE '{prefix}-%'"));
    }
}
