using GrupoGad.Boards;
using GrupoGad.Operations;

namespace GrupoGad.Cluster.Tests.Alarms;

public sealed class BoardTests(RingingSilos silos) : IClassFixture<RingingSilos>
{
    [Fact]
    public async Task Every_screen_is_told_every_change_in_sequence()
    {
        var board = silos.Grains.GetGrain<IBoardGrain>(0);
        BoardScreen[] screens = [await silos.Screen(0), await silos.Screen(0)];
        var first = (await board.Snapshot()).Sequence;
        for (var version = 1; version <= 10; version++)
        {
            await board.Put([Operation("B-001", version)]);
            await TwoSilos.Until("both screens show it", () => Task.FromResult(screens.All(screen => screen.Batches.LastOrDefault()?.Items.SingleOrDefault()?.Version == version)));
        }
        Assert.All(screens, screen => Assert.Equal(Enumerable.Range(1, 10).Select(i => first + i), screen.Batches.Select(batch => batch.Sequence)));
    }

    [Fact]
    public async Task A_slow_screen_has_one_message_in_flight_and_is_made_whole()
    {
        var board = silos.Grains.GetGrain<IBoardGrain>(1);
        var (slow, quick) = (await silos.Screen(1), await silos.Screen(1));
        slow.Gate = new TaskCompletionSource();
        for (var version = 1; version <= 5; version++)
        {
            await board.Put([Operation($"B-10{version}", 1)]);
            await TwoSilos.Until("the quick one shows it", () => Task.FromResult(quick.Batches.Length == version));
        }
        Assert.Single(slow.Batches);
        slow.Gate!.SetResult();
        await TwoSilos.Until("a snapshot made up for it", () => Task.FromResult(slow.Batches.Last() is { Snapshot: true, Items.Length: 5 }));
    }

    [Fact]
    public async Task A_full_board_drops_the_longest_unchanged_and_says_so()
    {
        var board = silos.Grains.GetGrain<IBoardGrain>(2);
        var screen = await silos.Screen(2);
        await board.Put([.. Enumerable.Range(0, 50).Select(i => Operation($"B-2{i:D2}", 1))]);
        await TwoSilos.Until("all are shown", () => Task.FromResult(screen.Batches.SelectMany(batch => batch.Items).Count() == 50));
        await board.Put([Operation("B-250", 1), Operation("B-251", 1)]);
        await TwoSilos.Until("two made room", () => Task.FromResult(screen.Batches.Last().Removed is ["o:B-200", "o:B-201"]));
        Assert.Equal(50, (await board.Snapshot()).Items.Length);
    }

    private static BoardItem Operation(string code, long version) => new()
    {
        Operation = new OperationSummary
        {
            OperationId = code, Title = "Operativo", Type = OperationType.Patrol, Priority = OperationPriority.Low, Status = OperationStatus.Planned,
            PlannedStart = DateTime.UtcNow, PlannedEnd = DateTime.UtcNow.AddHours(1), Version = version,
        },
    };
}
