using System.Collections.Immutable;
using GrupoGad.Geo;
using Microsoft.Extensions.Time.Testing;

namespace GrupoGad.Cells;

public sealed class CellFeedTests
{
    private static readonly CellId Cell = CellId.FromPoint(new GeoPoint(-34.6, -58.4), 12);

    [Fact]
    public void A_feed_that_failed_is_made_up_for_by_the_newest_counts_not_by_its_own()
    {
        var (parent, clock, failures) = (new Parent { FailuresLeft = 1 }, new FakeTimeProvider(), 0);
        var feed = new CellFeed(ScriptedGrains.Of((_, _) => parent), Cell, clock, _ => failures++);
        feed.Mark(Counts(1));
        feed.Mark(Counts(0));
        Assert.Equal([0], parent.Told);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((1, true), (failures, feed.Pending));
        feed.Flush();
        Assert.Equal([0, 0], parent.Told);
    }

    private static CellCounts Counts(int available) => new() { Cell = Cell.ToString(), Available = available };

    private sealed class Parent : ICountCellGrain
    {
        public int FailuresLeft { get; set; }

        public List<int> Told { get; } = [];

        public ValueTask Feed(CellCounts child)
        {
            if (FailuresLeft-- > 0)
            {
                return ValueTask.FromException(new TimeoutException("away"));
            }
            Told.Add(child.Total);
            return ValueTask.CompletedTask;
        }

        public ValueTask CallRoll(long sinceMs) => throw new NotSupportedException();

        public ValueTask<ImmutableArray<CellCounts>> Occupied() => throw new NotSupportedException();

        public ValueTask<CellCounts> Watch(ICellWatcher watcher) => throw new NotSupportedException();

        public ValueTask Unwatch(ICellWatcher watcher) => throw new NotSupportedException();
    }
}
