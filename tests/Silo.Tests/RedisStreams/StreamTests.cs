
namespace GrupoGad.Silo.Tests.RedisStreams;

/// <summary>From publisher to grain, in a whole silo.</summary>
public sealed class StreamTests(PrivateRedis redis) : IClassFixture<PrivateRedis>
{
    private const string PubSubCache = "orleans-streams-persistent-stream-pubsub-cache-size";

    private readonly string _key = $"{Guid.NewGuid():N}";

    private Ear Ear => Ear.Of(_key);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Events_reach_the_grain_of_their_stream_in_order(bool durable)
    {
        await using var silo = await StreamSilo.Start(durable ? redis.Address : null, _key);

        await silo.Publish(_key, Enumerable.Range(0, 500));
        await Ear.Hears(499);

        Assert.Equal(Enumerable.Range(0, 500), Ear.Heard);
    }

    [Fact]
    public async Task After_a_stream_was_idle_past_the_inactivity_period_the_one_next_event_comes()
    {
        await using var silo = await StreamSilo.Start(redis.Address, _key, idle: TimeSpan.FromMilliseconds(300));
        foreach (var number in Enumerable.Range(0, 5))
        {
            await silo.Publish(_key, number);
            await Ear.Hears(number);
            await Until.True(() => Task.FromResult(silo.Readings.Gauge(PubSubCache) == 0), "the idle stream to be forgotten");
        }

        Assert.Equal(Enumerable.Range(0, 5), Ear.Heard);
    }

    [Fact]
    public async Task An_event_published_while_no_silo_ran_waits_for_the_next_one()
    {
        await using (var silo = await StreamSilo.Start(redis.Address, _key))
        {
            await silo.Publish(_key, 1);
            await Ear.Hears(1);
            Ear.Before = _ => throw new InvalidOperationException("not now");
            await silo.Publish(_key, 2);
        }
        Ear.Before = _ => Task.CompletedTask;

        await using var next = await StreamSilo.Start(redis.Address, _key);
        await Ear.Hears(2);
        Assert.Equal([1, 2], Ear.Firsts);
    }

    [Fact]
    public async Task A_grain_that_fails_is_tried_again_until_it_takes_the_event()
    {
        await using var silo = await StreamSilo.Start(redis.Address, _key);
        var left = 3;
        Ear.Before = number => number == 1 && left-- > 0 ? throw new InvalidOperationException("not now") : Task.CompletedTask;

        await silo.Publish(_key, 0, 1, 2);
        await Ear.Hears(2);

        Assert.Equal([0, 1, 2], Ear.Firsts);
    }

    [Fact]
    public async Task An_event_that_its_grain_never_takes_is_given_up_and_counted_and_those_behind_it_come()
    {
        await using var silo = await StreamSilo.Start(redis.Address, _key, ["DeliverWithinS=1", "DeliveryBatchMax=1"]);
        Ear.Before = number => number == 1 ? throw new InvalidOperationException("never") : Task.CompletedTask;

        await silo.Publish(_key, 0, 1, 2);
        await Ear.Hears(2);

        Assert.Equal([0, 2], Ear.Heard);
        Assert.Equal(1, silo.Readings.Failures("Delivery"));
    }

    [Fact]
    public async Task A_silo_stops_without_waiting_for_its_idle_queues()
    {
        // One wait lasts as long as the stop may take.
        await using var silo = await StreamSilo.Start(redis.Address, _key, ["IdleReadEveryMs=10000"]);
        await silo.Publish(_key, 1);
        await Ear.Hears(1);

        await silo.Stop().WaitAsync(TimeSpan.FromSeconds(9));
    }
}
