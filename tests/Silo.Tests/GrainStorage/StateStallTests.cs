namespace GrupoGad.Silo.Tests.GrainStorage;

public sealed class StateStallTests(PostGisServer server) : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await server.CreateDatabase();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_row_that_somebody_locks_does_not_hold_up_the_others()
    {
        await using var silo = await StateSilo.Start(_database.Address, ("Gad:States:StallAfterMs", "20"));
        await silo.Write("a", null);
        Task<int?> locked;
        await using (await _database.Hold("SELECT FROM grain_states WHERE key = 'a' FOR UPDATE"))
        {
            locked = silo.Write("a", 1);
            await Reports.Until("it waits for the lock", () => _database.Waits());
            Assert.Equal(1, await silo.Write("b", null));
            Assert.False(locked.IsCompleted);
        }
        Assert.Equal(2, await locked);
    }

    [Fact]
    public async Task A_lock_that_stays_fails_its_own_write_and_not_those_of_its_commit()
    {
        await using var silo = await StateSilo.Start(_database.Address, StateSilo.OneAtATime);
        await Task.WhenAll(silo.Write("a", null), silo.Write("b", null));
        var (hold, _) = await _database.Gather(silo);
        var (locked, free) = (silo.Write("a", 1), silo.Write("b", 1));
        await using (await _database.Hold("SELECT FROM grain_states WHERE key = 'a' FOR UPDATE"))
        {
            await hold.DisposeAsync();
            await Assert.ThrowsAsync<GadUnavailableException>(() => locked);
            Assert.Equal(2, await free);
        }
        Assert.Equal(2, await silo.Write("a", 1));
    }

    [Fact]
    public async Task Silos_that_write_the_same_states_at_once_store_every_version_once()
    {
        await using var one = await StateSilo.Start(_database.Address);
        await using var two = await StateSilo.Start(_database.Address);
        var keys = Enumerable.Range(0, 12).Select(i => $"k{i:D2}").ToArray();
        await Task.WhenAll(keys.Select(key => one.Write(key, null)));
        var known = keys.ToDictionary(key => key, _ => 1);
        for (var round = 0; round < 40; round++)
        {
            // Each in an order of its own.
            var ones = keys.Select(key => one.Write(key, known[key])).ToArray();
            var twos = keys.Reverse().Select(key => two.Write(key, known[key])).ToArray();
            var (first, second) = (await Task.WhenAll(ones), (await Task.WhenAll(twos)).Reverse().ToArray());
            for (var i = 0; i < keys.Length; i++)
            {
                Assert.Single(new[] { first[i], second[i] }, version => version is not null);
                Assert.Equal(++known[keys[i]], first[i] ?? second[i]);
            }
        }
    }
}
