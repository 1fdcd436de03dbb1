namespace GrupoGad.Silo.Tests.RedisStreams;

/// <summary>Queues change hands between silos, and no event is missed.</summary>
public sealed class HandOverTests(PrivateRedis redis) : IClassFixture<PrivateRedis>
{
    private readonly string _key = $"{Guid.NewGuid():N}";

    private Ear Ear => Ear.Of(_key);

    [Fact]
    public async Task A_silo_killed_between_read_and_delivery_leaves_its_events_to_the_next_in_order()
    {
        var never = new TaskCompletionSource();
        await using (var killed = await StreamSilo.Start(redis.Address, _key, ["CheckpointEveryMs=10", "DeliveryBatchMax=1"]))
        {
            await killed.Publish(_key, Enumerable.Range(0, 10));
            await Ear.Hears(9);
            // Event 12 is with its grain, 13 to 19 are in memory, when the silo goes.
            var reached = new TaskCompletionSource();
            Ear.Before = number =>
            {
                if (number == 12)
                {
                    reached.TrySetResult();
                    return never.Task;
                }
                return Task.CompletedTask;
            };
            await killed.Publish(_key, Enumerable.Range(10, 10));
            await reached.Task.WaitAsync(TimeSpan.FromSeconds(30));
            await killed.Kill();
        }
        Ear.Before = _ => Task.CompletedTask;

        await using var next = await StreamSilo.Start(redis.Address, _key);
        await Ear.Hears(19);

        Assert.Equal(Enumerable.Range(0, 20), Ear.Firsts);
        // Again, if at all, only what may not have been saved as delivered; and in order.
        var again = Ear.Heard[Ear.Heard.AsSpan().LastIndexOf(11)..];
        Assert.Equal(Enumerable.Range(11, 9), again);
    }

    [Fact]
    public async Task While_silos_come_and_go_every_event_is_heard()
    {
        await using var first = await StreamSilo.Start(redis.Address, _key, ["Queues=4"]);
        using var enough = new CancellationTokenSource();
        var published = Publishing(first, enough.Token);
        await using (var second = await StreamSilo.Start(redis.Address, _key, ["Queues=4"], first: first))
        {
            await Ear.Of($"{_key}-3").Hears(100);
        }
        await Ear.Of($"{_key}-3").Hears(Ear.Of($"{_key}-3").Firsts.Max() + 50);
        await enough.CancelAsync();
        var last = await published;

        for (var shard = 0; shard < 4; shard++)
        {
            var ear = Ear.Of($"{_key}-{shard}");
            await ear.Hears(last);
            Assert.Equal(Enumerable.Range(0, last + 1), ear.Firsts.Order());
        }
    }

    /// <summary>One number after the other to four streams, until told to stop; gives the last.</summary>
    private async Task<int> Publishing(StreamSilo silo, CancellationToken stop)
    {
        var number = 0;
        while (true)
        {
            for (var shard = 0; shard < 4; shard++)
            {
                await silo.Publish($"{_key}-{shard}", number);
            }
            if (stop.IsCancellationRequested)
            {
                return number;
            }
            number++;
        }
    }
}
