namespace GrupoGad.Silo.Tests.RedisStreams;

public sealed class ReceiverTests(PrivateRedis redis) : IClassFixture<PrivateRedis>
{
    [Fact]
    public async Task Entries_are_read_in_the_order_they_were_appended_in()
    {
        await using var queue = await OneQueue.Open(redis);
        await queue.Append(Enumerable.Range(0, 350));
        var owner = queue.Take();

        Assert.Equal(Enumerable.Range(0, 350), await owner.Read(350));
        var sequences = owner.Batches.Select(batch => batch.SequenceToken.SequenceNumber).ToArray();
        Assert.Equal(sequences.Order().Distinct(), sequences);
    }

    [Fact]
    public async Task Events_published_together_are_one_entry_with_what_travels_beside_the_call()
    {
        await using var queue = await OneQueue.Open(redis);
        await queue.AppendTogether([5, 6, 7], ("actor", "O-1"));

        var batch = Assert.Single(await queue.Take().Look());
        var events = batch.GetEvents<int>().ToArray();

        Assert.Equal([5, 6, 7], events.Select(item => item.Item1));
        Assert.Equal([0, 1, 2], events.Select(item => item.Item2.EventIndex));
        Assert.True(batch.ImportRequestContext());
        Assert.Equal("O-1", RequestContext.Get("actor"));
        RequestContext.Clear();
    }

    [Fact]
    public async Task A_reader_that_may_not_hear_of_appends_looks_by_itself()
    {
        await redis.Do("ACL", "SETUSER", "deaf", "on", ">secret", "~*", "&nothing", "+@all");
        await using var queue = await OneQueue.Open(redis, options => options.IdleReadEveryMs = 20, ",user=deaf,password=secret");
        var owner = queue.Take();
        Assert.Empty(await owner.Look());

        await queue.Append(7);

        Assert.Equal([7], await owner.Read(1));
    }

    [Fact]
    public async Task An_empty_queue_answers_nothing_and_an_append_is_heard_at_once()
    {
        // Longer than the test would wait: only word of the append can end it.
        await using var queue = await OneQueue.Open(redis, options => options.IdleReadEveryMs = 10_000);
        var owner = queue.Take();
        Assert.Empty(await owner.Look());

        var look = owner.Look();
        await queue.Append(7);

        Assert.Equal(7, Owner.Number(Assert.Single(await look.WaitAsync(TimeSpan.FromSeconds(8)))));
    }

    [Fact]
    public async Task Looking_at_an_idle_queue_ends_at_once_when_its_agent_stops()
    {
        await using var queue = await OneQueue.Open(redis, options => options.IdleReadEveryMs = 10_000);
        var owner = queue.Take();
        Assert.Empty(await owner.Look());
        using var stop = new CancellationTokenSource();

        var look = owner.Look(stop.Token);
        Assert.False(look.IsCompleted);
        await stop.CancelAsync();

        Assert.Empty(await look.WaitAsync(TimeSpan.FromSeconds(8)));
    }

    [Fact]
    public async Task An_entry_that_cannot_be_understood_holds_up_nobody()
    {
        await using var queue = await OneQueue.Open(redis);
        await queue.Append(1);
        await redis.Do("XADD", queue.Stream, "*", "b", "not a batch");
        await redis.Do("XADD", queue.Stream, "*", "other", "field");
        await queue.Append(2);

        Assert.Equal([1, 2], await queue.Take().Read(2));
        Assert.Equal(2, queue.Readings.Failures("Unreadable"));
    }

    [Fact]
    public async Task A_queue_is_cut_to_its_length_and_a_reader_that_far_behind_says_so()
    {
        await using var queue = await OneQueue.Open(redis, options => options.QueueEntriesMax = 150);
        var owner = queue.Take();
        await queue.Append(0);
        Assert.Equal([0], await owner.Read(1));

        await queue.Append(Enumerable.Range(1, 2_000));
        var left = (int)await redis.Length(queue.Stream);

        // Redis cuts whole blocks of a hundred.
        Assert.InRange(left, 150, 260);
        Assert.Equal(Enumerable.Range(2_001 - left, left), await owner.Read(left));
        Assert.Equal(1, queue.Readings.Failures("Trimmed"));
    }
}
