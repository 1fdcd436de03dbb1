using GrupoGad.Alarms;
using GrupoGad.Boards;
using GrupoGad.Efectivos;

namespace GrupoGad.Cluster.Tests.Processes;

/// <summary>Silos that the table or the others lose sight of. The figures of the detection are for a reader, nothing asserts them.</summary>
public sealed class EvictionTests(SilosOnly silos, ITestOutputHelper output) : IClassFixture<SilosOnly>
{
    [Fact]
    public async Task A_lost_membership_table_is_written_again_and_whoever_starts_then_joins_those_who_live()
    {
        await silos.Complete();
        var before = await silos.Membership.Active();
        Assert.Equal(2, before.Length);

        await silos.Membership.Lose();
        await silos.Silos[1].Kill();
        await silos.Complete();

        await Until.True(async () => await silos.Membership.Active() is { Length: 2 } now && now.Intersect(before).Count() == 1,
            "the one that lived and the one that started to be one cluster", 90, async () => $"before {string.Join(' ', before)}; now {string.Join(' ', await silos.Membership.Active())}");
        await Patient.Ask(() => silos.Efectivo("LOST").Register(new EfectivoProfile { DisplayName = "LOST" }), "a cluster that answers");
    }

    [Fact]
    public async Task A_silo_that_hung_is_evicted_and_ends_before_it_writes_and_every_open_alarm_is_on_a_board()
    {
        await silos.Complete();
        var people = Enumerable.Range(0, 24).Select(i => $"HUNG-{i:D2}").ToArray();
        await Task.WhenAll(people.Select(id => Patient.Ask(() => silos.Efectivo(id).Register(new EfectivoProfile { DisplayName = id }), $"registering {id}")));
        var before = await silos.Membership.Active();

        var since = TimeProvider.System.GetTimestamp();
        silos.Silos[1].Freeze();
        var raising = people.Select(id => Patient.Ask(() => Alarm(id).Raise(
            new RaiseAlarm { AlarmId = "panic-" + id, Kind = AlarmKind.Panic, At = DateTime.UtcNow, Actor = id }, default), $"the panic of {id}")).ToArray();
        await Until.True(async () => (await silos.Membership.Active()).Length == 1, "the hanging silo to be evicted", 90);
        output.WriteLine($"evicted after {TimeProvider.System.GetElapsedTime(since).TotalSeconds:F1} s");

        silos.Silos[1].GoOn();
        await Until.True(() => Task.FromResult(silos.Silos[1].HasEnded), "the evicted silo to end", 90);
        await Task.WhenAll(raising);
        var evicted = before.Except(await silos.Membership.Active()).Single();
        Assert.Equal(1L, await silos.Database.Ask<long>($"SELECT count(*) FROM evicted_silos WHERE 'S' || replace(silo, '@', ':') = '{evicted}'"));
        await Until.True(async () => (await Missing()).Length == 0, "every open alarm to be on a board", 90, async () => string.Join(' ', await Missing()));
        Assert.Equal(people.Length, (await Open()).Intersect(people).Count());
    }

    private IAlarmGrain Alarm(string efectivo) => silos.Grains.GetGrain<IAlarmGrain>(efectivo);

    private Task<List<string>> Open() => silos.Database.Lines("SELECT efectivo_id FROM alarms WHERE cancelled_at IS NULL");

    /// <summary>Open in the table, and on no board.</summary>
    private async Task<string[]> Missing()
    {
        var boards = await Task.WhenAll(Enumerable.Range(0, BoardShards.Count).Select(shard =>
            Patient.Ask(() => silos.Grains.GetGrain<IBoardGrain>(shard).Snapshot(), $"board {shard}")));
        var shown = boards.SelectMany(board => board.Items).Where(item => item.Alarm?.Status == AlarmStatus.Raised).Select(item => item.Alarm!.EfectivoId);
        return [.. (await Open()).Except(shown)];
    }
}
