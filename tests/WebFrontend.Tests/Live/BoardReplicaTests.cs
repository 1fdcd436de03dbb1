using GrupoGad.Boards;
using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Live.Frames;
using GrupoGad.WebFrontend.Live.Replicas;
using GrupoGad.WebFrontend.Tests.Fakes;
using LadderStep = GrupoGad.Commands.LadderStep;

namespace GrupoGad.WebFrontend.Tests.Live;

/// <summary>The gateway's mirror of the boards, read back as a screen reads it.</summary>
public sealed class BoardReplicaTests
{
    private readonly BoardReplica _replica = new();
    private readonly Board _screen = new();
    private readonly ProtobufEncoder _encoder = new();
    private long _tick;

    [Fact]
    public void An_older_item_changes_nothing_whatever_order_they_come_in()
    {
        _replica.Replace(0, [Item("order-0001", 5)]);
        Show(whole: true);
        _replica.Put(0, Item("order-0001", 4));
        _replica.Put(0, Item("order-0001", 5));
        Assert.False(_replica.Dirty);
        _replica.Put(0, Item("order-0001", 6));
        Show();
        Assert.Equal(6, _screen.Commands["order-0001"].Version);
    }

    [Fact]
    public void What_a_snapshot_lacks_goes_after_a_while_unless_it_is_told_again()
    {
        _replica.Replace(0, [Item("order-goes", 1), Item("order-stays", 1)]);
        _replica.Replace(1, [Item("order-else", 1)]);
        Show(whole: true);
        _replica.Keep(1_000);
        _replica.Replace(0, []);
        _replica.Keep(10_999);
        _replica.Put(0, Item("order-stays", 1));
        Assert.Equal(3, Seen().Count);
        _replica.Keep(11_000);
        Assert.Equal(["order-else", "order-stays"], Seen());
        _replica.Keep(100_000);
        Assert.Equal(["order-else", "order-stays"], Seen());
    }

    [Fact]
    public void What_happens_at_fences_is_told_once_and_a_screen_that_comes_gets_the_newest()
    {
        _replica.Replace(0, []);
        Show(whole: true);
        _replica.Happened([Event(1), Event(2)]);
        Show();
        _replica.Put(0, Item("order-0001", 1));
        Show();
        Assert.Equal([1L, 2], _screen.FenceEvents);
        _replica.Happened([.. Enumerable.Range(3, 300).Select(number => Event(number))]);
        Show();
        Assert.Equal(302, _screen.FenceEvents.Count);
        _screen.FenceEvents.Clear();
        Show(whole: true);
        Assert.Equal(Enumerable.Range(103, 200).Select(number => (long)number), _screen.FenceEvents);
    }

    [Fact]
    public void What_is_removed_goes_at_once_and_may_come_back()
    {
        _replica.Replace(0, [Item("order-0001", 1)]);
        Show(whole: true);
        _replica.Remove("c:order-0001");
        Assert.Empty(Seen());
        _replica.Put(0, Item("order-0001", 1));
        Assert.Equal(["order-0001"], Seen());
        _replica.Put(0, Item("order-0001", 2));
        _replica.Remove("c:order-0001");
        Assert.Empty(Seen());
    }

    [Fact]
    public void A_shard_that_is_not_watched_any_more_is_forgotten()
    {
        _replica.Replace(0, [Item("order-0001", 1)]);
        _replica.Replace(1, [Item("order-0002", 1)]);
        _replica.Forget(0);
        Assert.True(_replica.Known);
        Show(whole: true);
        Assert.Equal(["order-0002"], _screen.Commands.Keys);
        _replica.Forget(1);
        Assert.False(_replica.Known);
    }

    [Fact]
    public void A_shards_gap_asks_for_a_snapshot_and_screens_see_at_once_what_came_meanwhile()
    {
        var shard = new BoardShard(3, _replica);
        Assert.True(shard.Take(Batch(10, snapshot: true, Item("order-0001", 1))));
        Assert.False(shard.Take(Batch(12, snapshot: false, Item("order-0003", 1))));
        shard.Watch.WantsSnapshot = true;
        Assert.True(shard.Take(Batch(13, snapshot: false, Item("order-0004", 1))));
        Show(whole: true);
        Assert.Equal(["order-0001", "order-0003", "order-0004"], _screen.Commands.Keys.Order());
        Assert.True(shard.Take(Batch(11, snapshot: true, Item("order-0001", 1), Item("order-0002", 1))));
        Show(whole: true);
        Assert.Equal(["order-0001", "order-0002", "order-0003", "order-0004"], _screen.Commands.Keys.Order());
        Assert.True(!shard.Watch.WantsSnapshot && !shard.Lacks(13) && shard.Lacks(14));
    }

    private List<string> Seen()
    {
        Show();
        return [.. _screen.Commands.Keys.Order()];
    }

    private void Show(bool whole = false)
    {
        _encoder.Begin(++_tick);
        var segment = whole ? _replica.Whole(_encoder, _tick) : _replica.Delta(_encoder, _tick);
        _screen.Apply(ServerFrame.Parser.ParseFrom(_encoder.Alone(segment).Memory.Span).Board);
        _replica.Settle();
    }

    private static BoardBatch Batch(long sequence, bool snapshot, params BoardItem[] items) =>
        new() { Shard = 3, Sequence = sequence, Snapshot = snapshot, Items = [.. items] };

    private static BoardItem Item(string id, long version) => new() { Command = CommandScript.Summarise(Orders.New(id: id), version, (LadderStep.Sent, 1)) };

    private static GrupoGad.Fences.FenceEvent Event(int number) => new()
    {
        FenceId = "ZONA-1", FenceName = "Zona 1", Kind = GrupoGad.Fences.FenceEventKind.Enter, EfectivoId = "E-0001", At = DateTime.UnixEpoch,
        KnownAt = DateTime.UnixEpoch, Number = number,
    };
}
