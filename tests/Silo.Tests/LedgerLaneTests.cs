using GrupoGad.Commands;
using GrupoGad.Silo.PostGis.Ledger;

namespace GrupoGad.Silo.Tests;

public sealed class LedgerLaneTests
{
    [Fact]
    public void A_commit_takes_critical_entries_first_and_leaves_every_kind_its_part()
    {
        using var lane = new LedgerLane(new LedgerOptions { CommitRowsMax = 32 }, TimeProvider.System, (_, _) => Task.CompletedTask);
        for (var i = 0; i < 100; i++)
        {
            lane.AddNote(Entry("note", critical: false));
            lane.Add(Entry("rest", critical: false));
            lane.Add(Entry("critical", critical: true));
        }
        Assert.Equal([("critical", 24), ("rest", 6), ("note", 2)], Kinds(lane.Next()));
        var all = new List<LedgerEntry>();
        while (lane.Next() is { Count: > 0 } batch)
        {
            Assert.InRange(batch.Count, 1, 32);
            all.AddRange(batch);
        }
        Assert.Equal(300 - 32, all.Count);
    }

    [Fact]
    public void An_entry_larger_than_a_commit_goes_alone()
    {
        using var lane = new LedgerLane(new LedgerOptions { CommitRowsMax = 4 }, TimeProvider.System, (_, _) => Task.CompletedTask);
        lane.Add(LedgerEntry.Of(Orders.Issued(Orders.Offer("large-0001"), "E-1", "E-2", "E-3", "E-4", "E-5"), 0));
        lane.Add(Entry("rest", critical: false));
        Assert.Single(lane.Next());
        Assert.Single(lane.Next());
        Assert.Empty(lane.Next());
    }

    [Fact]
    public void A_timer_that_rings_while_the_lane_ends_does_not_end_the_process()
    {
        var lane = new LedgerLane(new LedgerOptions(), TimeProvider.System, (_, _) => Task.CompletedTask);
        lane.Dispose();
        lane.Ring();
    }

    private static LedgerEntry Entry(string id, bool critical) => LedgerEntry.Of(Orders.Step(id, "E-1", LadderStep.Seen) with { Critical = critical }, 0);

    private static (string, int)[] Kinds(List<LedgerEntry> batch) => [.. batch.GroupBy(entry => entry.Write!.CommandId).Select(kind => (kind.Key, kind.Count()))];
}
