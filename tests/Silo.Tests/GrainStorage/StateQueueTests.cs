using GrupoGad.Silo.PostGis.GrainStorage;

namespace GrupoGad.Silo.Tests.GrainStorage;

public sealed class StateQueueTests
{
    [Fact]
    public void Two_writes_of_one_state_are_never_in_one_commit_and_keep_their_order()
    {
        var queue = Queue(new StatesOptions(), Of("a"), Of("b"), Of("a", known: 1), Of("c"));
        Assert.Equal(["a", "b"], Next(queue));
        Assert.Equal(["a", "c"], Next(queue));
        Assert.Empty(Next(queue));
    }

    [Fact]
    public void A_commit_is_bounded_by_its_writes_and_its_bytes_and_what_is_larger_goes_alone()
    {
        var queue = Queue(new StatesOptions { CommitWritesMax = 2, CommitBytesMax = 100 }, Of("a"), Of("b"), Of("c"), Of("d", bytes: 99), Of("e", bytes: 500), Of("f"));
        Assert.Equal(["a", "b"], Next(queue));
        Assert.Equal(["c"], Next(queue));
        Assert.Equal(["d"], Next(queue));
        Assert.Equal(["e"], Next(queue));
        Assert.Equal(["f"], Next(queue));
    }

    [Fact]
    public void What_is_withdrawn_is_left_out_and_what_is_taken_is_not_withdrawn_any_more()
    {
        var (withdrawn, taken) = (Of("a"), Of("b"));
        var queue = Queue(new StatesOptions(), withdrawn, taken);
        Assert.True(withdrawn.Withdraw(new CancellationToken(canceled: true)));
        Assert.Equal([taken], queue.Next(out var dropped));
        Assert.Equal(1, dropped);
        Assert.False(taken.Withdraw(new CancellationToken(canceled: true)));
    }

    private static StateQueue Queue(StatesOptions options, params StateWrite[] writes)
    {
        var queue = new StateQueue(options);
        Array.ForEach(writes, queue.Add);
        return queue;
    }

    private static StateWrite Of(string key, int? known = null, int bytes = 10) => new("test", key, known, new byte[bytes], 0);

    private static IEnumerable<string> Next(StateQueue queue) => queue.Next(out _).Select(write => write.Key);
}
