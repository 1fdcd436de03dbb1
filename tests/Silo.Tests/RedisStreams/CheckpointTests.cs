namespace GrupoGad.Silo.Tests.RedisStreams;

public sealed class CheckpointTests(PrivateRedis redis) : IClassFixture<PrivateRedis>
{
    [Fact]
    public async Task What_was_read_and_not_delivered_when_its_owner_was_killed_is_read_again_in_order()
    {
        await using var queue = await OneQueue.Open(redis);
        await queue.Append(Enumerable.Range(0, 10));
        var killed = queue.Take();
        await killed.Read(10);
        await killed.Delivered(4);
        // The look after a delivery saves the place.
        await Saved(queue, killed);

        Assert.Equal([4, 5, 6, 7, 8, 9], await queue.Take().Read(6));
    }

    [Fact]
    public async Task Killed_between_read_and_checkpoint_an_owner_leaves_all_it_read()
    {
        await using var queue = await OneQueue.Open(redis);
        await queue.Append(1, 2, 3);
        await queue.Take().Read(3);

        Assert.Equal([1, 2, 3], await queue.Take().Read(3));
    }

    [Fact]
    public async Task An_owner_that_leaves_saves_its_place_whenever_it_last_did()
    {
        await using var queue = await OneQueue.Open(redis, options => options.CheckpointEveryMs = 60_000);
        await queue.Append(1, 2, 3);
        var first = queue.Take();
        await first.Read(3);
        await first.Delivered(2);
        await first.Leave();

        Assert.Equal([3], await queue.Take().Read(1));
    }

    [Fact]
    public async Task A_former_owner_cannot_move_the_place_of_the_next_one_back()
    {
        await using var queue = await OneQueue.Open(redis);
        await queue.Append(Enumerable.Range(0, 10));
        var former = queue.Take();
        await former.Read(10);
        await former.Delivered(3);
        var next = queue.Take();
        await next.Read(10);
        await next.Delivered(8);
        await next.Leave();

        await former.Leave();

        Assert.Equal([8, 9], await queue.Take().Read(2));
    }

    [Fact]
    public async Task Two_owners_at_hand_over_both_read_on_and_nothing_is_missed()
    {
        await using var queue = await OneQueue.Open(redis);
        await queue.Append(0, 1, 2);
        var (former, next) = (queue.Take(), queue.Take());
        await former.Read(3);
        Assert.Equal([0, 1, 2], await next.Read(3));

        await queue.Append(3, 4);

        Assert.Equal([3, 4], await former.Read(2));
        Assert.Equal([3, 4], await next.Read(2));
    }

    [Fact]
    public async Task A_place_beyond_the_end_is_a_leftover_and_yields_to_the_first_true_one()
    {
        await using var queue = await OneQueue.Open(redis);
        await redis.Do("SET", (string)queue.Keys.Checkpoint!, "9999999999999-0");
        await queue.Append(1, 2);
        var owner = queue.Take();

        Assert.Equal([1, 2], await owner.Read(2));
        await owner.Delivered(1);
        await owner.Leave();
        Assert.Equal([2], await queue.Take().Read(1));
    }

    private async Task Saved(OneQueue queue, Owner owner) => await Until.True(
        async () =>
        {
            await owner.Look();
            return !(await redis.Do("GET", (string)queue.Keys.Checkpoint!)).IsNull;
        },
        "the place to be saved");
}
