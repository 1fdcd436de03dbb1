namespace GrupoGad.Silo.Tests.GrainStorage;

/// <summary>A server of its own: it is killed and started again.</summary>
public sealed class StateOutageTests : IAsyncLifetime
{
    private readonly PostgresServer _server = new();
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync()
    {
        await TestDatabase.Run(_server.Address, "CREATE DATABASE states");
        _database = new TestDatabase(_server.Address, _server.Address.Replace("Database=postgres", "Database=states", StringComparison.Ordinal), "states");
    }

    public ValueTask DisposeAsync()
    {
        _server.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_server_killed_in_the_middle_of_a_commit_leaves_all_of_it_unknown_and_the_next_goes_on()
    {
        await using var silo = await StateSilo.Start(_database.Address, StateSilo.OneAtATime);
        await silo.Write("b", null);
        var (hold, first) = await _database.Gather(silo);
        Task<int?>[] writes = [silo.Write("a", null), silo.Write("b", 1), silo.Write("c", null)];
        await using (await _database.Hold("SELECT FROM grain_states WHERE key = 'b' FOR UPDATE"))
        {
            await hold.DisposeAsync();
            Assert.Equal(1, await first);
            await Reports.Until("the second commit is under way", () => _database.Waits());
            _server.StopAtOnce();
        }
        foreach (var write in writes)
        {
            Assert.Equal("postgis", (await Assert.ThrowsAsync<GadUnavailableException>(() => write)).Part);
        }
        await Assert.ThrowsAsync<GadUnavailableException>(() => silo.Write("d", null));

        _server.Start();
        await Reports.Until("it writes again", async () =>
        {
            try
            {
                return await silo.Write("d", null) == 1;
            }
            catch (GadUnavailableException)
            {
                return false;
            }
        });
        // None of the three was committed, so none is there in part.
        Assert.Equal(["b|1", "d|1", "first|1"], await _database.Lines("SELECT key || '|' || version FROM grain_states ORDER BY key"));
        Assert.Equal(2, await silo.Write("b", 1));
    }
}
