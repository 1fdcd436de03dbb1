using GrupoGad.Tracks;

namespace GrupoGad.Silo.Tests;

public sealed class GivenUpTests(PostGisServer server)
{
    [Fact]
    public async Task A_catch_up_that_is_given_up_leaves_no_statement_waiting_on_the_server()
    {
        await using var database = await server.CreateDatabase();
        await using var stack = await PostGisStack.Start(database.Address, null, ("Gad:Journal:FlushTimeoutMs", "200"));
        var (tries, waitingAtOnce) = (new HashSet<string>(), 0);
        await using (await database.Hold("LOCK TABLE position_reports IN EXCLUSIVE MODE"))
        {
            Assert.Equal(JournalOutcome.Written, await stack.Journal.Append(Reports.Of("E-1", Reports.Noon)));
            Assert.True(stack.Journal.Degraded);
            await Reports.Until("it was tried eight times", async () =>
            {
                var waiting = await database.Lines("SELECT concat(pid, ' ', query_start) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
                tries.UnionWith(waiting);
                waitingAtOnce = Math.Max(waitingAtOnce, waiting.Count);
                return tries.Count >= 8;
            });
        }
        // One that ends and the one after it.
        Assert.InRange(waitingAtOnce, 1, 3);
        await Reports.Until("it has caught up", () => Task.FromResult(!stack.Journal.Degraded));
        Assert.Equal(1L, await database.Ask<long>("SELECT count(*) FROM position_reports"));
    }
}
