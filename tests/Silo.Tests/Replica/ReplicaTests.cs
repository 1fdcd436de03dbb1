using GrupoGad.Silo.PostGis.Replica;
using GrupoGad.Tracks;
using Microsoft.Extensions.Time.Testing;

namespace GrupoGad.Silo.Tests.Replica;

/// <summary>A primary and its streaming replica, both of this test.</summary>
[Collection(nameof(OneReplica))]
public sealed class ReplicaTests : IDisposable
{
    private readonly Replicated _servers = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _servers.Dispose();

    [Fact]
    public async Task Old_history_is_read_from_the_replica_until_it_lags_and_again_when_it_has_caught_up()
    {
        await using var stack = await Start(lagMaxS: 1, lookEveryMs: 50);
        await stack.Journal.Append(Reports.Of("E-1", Reports.Noon));
        await Reports.Until("the replica is near", () => FromReplica(stack));
        Assert.False(await stack.Get<HistoryReads>().Run(DateTime.UtcNow, InRecovery, Cancellation));

        await TestDatabase.Run(_servers.Replica.Address, "SELECT pg_wal_replay_pause()");
        await stack.Journal.Append(Reports.Of("E-1", Reports.Noon.AddMinutes(1)));
        await Reports.Until("the primary answers instead", async () => !await FromReplica(stack));
        Assert.True(_servers.Count(Replicated.Lag) > 0);
        Assert.Equal(2, await Fixes(stack));

        await TestDatabase.Run(_servers.Replica.Address, "SELECT pg_wal_replay_resume()");
        await Reports.Until("the replica answers again", () => FromReplica(stack));
        Assert.Equal(2, await Fixes(stack));
    }

    [Fact]
    public async Task When_the_replica_is_killed_the_read_that_meets_it_is_answered_by_the_primary()
    {
        await using var stack = await Start(lagMaxS: 3_600, lookEveryMs: 60_000);
        await stack.Journal.Append(Reports.Of("E-1", Reports.Noon));
        await Reports.Until("the replica is near", async () =>
        {
            await stack.Get<ReplicaWatch>().Look(Cancellation);
            return await FromReplica(stack) && await Fixes(stack) == 1;
        });
        _servers.Forget();

        _servers.Replica.StopAtOnce();

        Assert.Equal(1, await Fixes(stack));
        Assert.Equal(new Dictionary<string, long> { [Replicated.Failed] = 1 }, _servers.Counts);
        // The next one does not try.
        Assert.Equal(1, await Fixes(stack));
        Assert.Equal(new Dictionary<string, long> { [Replicated.Failed] = 1, [Replicated.Lag] = 1 }, _servers.Counts);
        _servers.Replica.Start();
    }

    [Fact]
    public void The_lag_is_the_age_of_the_newest_place_that_was_replayed_however_long_the_primary_rests()
    {
        var clock = new FakeTimeProvider();
        var lag = new ReplicaLag(clock);
        lag.Written(new(100), clock.GetTimestamp());
        lag.Replayed(new(99));
        Assert.Null(lag.Now);
        clock.Advance(TimeSpan.FromSeconds(3));
        lag.Written(new(200), clock.GetTimestamp());
        lag.Replayed(new(100));
        Assert.Equal(TimeSpan.FromSeconds(3), lag.Now);
        lag.Replayed(new(200));
        Assert.Equal(TimeSpan.Zero, lag.Now);
        clock.Advance(TimeSpan.FromHours(1));
        lag.Written(new(200), clock.GetTimestamp());
        lag.Replayed(new(200));
        Assert.Equal(TimeSpan.Zero, lag.Now);
    }

    private Task<PostGisStack> Start(double lagMaxS, int lookEveryMs) => _servers.Start(("Gad:Replica:LagMaxS", $"{lagMaxS}"), ("Gad:Replica:LookEveryMs", $"{lookEveryMs}"));

    private static Task<bool> FromReplica(PostGisStack stack) => stack.Get<HistoryReads>().Run(Reports.Noon, InRecovery, Cancellation);

    private static async Task<bool> InRecovery(Npgsql.NpgsqlDataSource source, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand("SELECT pg_is_in_recovery()");
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task<int> Fixes(PostGisStack stack) => (await stack.Get<ITrackHistory>().Read(
        new TrackQuery { EfectivoId = "E-1", From = Reports.Noon.AddHours(-1), To = Reports.Noon.AddHours(1), Limit = 10 }, Cancellation)).Fixes.Length;
}
