namespace GrupoGad.Silo.Tests.RedisStreams;

/// <summary>A whole silo gets over what happens to its Redis by itself.</summary>
public sealed class OutageTests(PrivateRedis redis) : IClassFixture<PrivateRedis>
{
    private readonly string _key = $"{Guid.NewGuid():N}";

    private Ear Ear => Ear.Of(_key);

    [Fact]
    public async Task After_Redis_was_killed_and_started_again_events_come()
    {
        await using var silo = await Warm();

        await redis.Kill();
        await Assert.ThrowsAsync<GadUnavailableException>(() => silo.Publish(_key, 1));
        await redis.Start();

        await silo.PublishUntilTaken(_key, 2);
        await Ear.Hears(2);
    }

    [Fact]
    public async Task After_Redis_stood_still_for_a_while_events_come()
    {
        await using var silo = await Warm();

        await redis.Freeze();
        // Several time-outs long: reads fail, and so does whoever publishes.
        await Until.True(() => Task.FromResult(silo.Readings.Failures("Read") > 10), "reads to fail");
        await Assert.ThrowsAsync<GadUnavailableException>(() => silo.Publish(_key, 1));
        await redis.Thaw();

        await silo.PublishUntilTaken(_key, 2);
        await Ear.Hears(2);
    }

    [Fact]
    public async Task After_Redis_paused_its_clients_events_come()
    {
        await using var silo = await Warm();

        await redis.Pause(3_000);
        await Assert.ThrowsAsync<GadUnavailableException>(() => silo.Publish(_key, 1));

        await silo.PublishUntilTaken(_key, 2);
        await Ear.Hears(2);
    }

    [Fact]
    public async Task After_Redis_was_emptied_events_come()
    {
        await using var silo = await Warm();

        await redis.Do("FLUSHALL");

        await silo.PublishUntilTaken(_key, 1);
        await silo.PublishUntilTaken(_key, 2);
        await Ear.Hears(2);
        Assert.Equal([0, 1, 2], Ear.Firsts);
    }

    [Fact]
    public async Task A_silo_starts_without_Redis_and_finds_it_later()
    {
        await redis.Kill();
        await using var silo = await StreamSilo.Start(redis.Address, _key, ["OperationTimeoutMs=300"]);
        await Assert.ThrowsAsync<GadUnavailableException>(() => silo.Publish(_key, 1));
        await redis.Start();

        await silo.PublishUntilTaken(_key, 2);
        await Ear.Hears(2);
    }

    private async Task<StreamSilo> Warm()
    {
        var silo = await StreamSilo.Start(redis.Address, _key, ["OperationTimeoutMs=300"]);
        await silo.PublishUntilTaken(_key, 0);
        await Ear.Hears(0);
        return silo;
    }
}
