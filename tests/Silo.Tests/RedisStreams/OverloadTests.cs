
namespace GrupoGad.Silo.Tests.RedisStreams;

public sealed class OverloadTests(PrivateRedis redis) : IClassFixture<PrivateRedis>
{
    private const int Cache = 100;
    private const int Events = 3_000;

    private readonly string _key = $"{Guid.NewGuid():N}";

    [Fact]
    public async Task Events_that_grains_do_not_take_stay_in_Redis_and_memory_stays_bounded()
    {
        await using var silo = await StreamSilo.Start(redis.Address, _key, ["Queues=1", $"CacheEntriesMax={Cache}"]);
        var open = new TaskCompletionSource();
        var ear = Ear.Of(_key);
        ear.Before = _ => open.Task;

        await silo.Publish(_key, Enumerable.Range(0, Events));
        await Until.True(() => Task.FromResult(silo.Readings.Gauge("gad.streams.cached") >= Cache * 9 / 10), "the cache to fill");
        // It fills in pages of a tenth; give it every chance to go beyond.
        for (var look = 0; look < 20; look++)
        {
            await silo.Publish(_key, Events + look);
            Assert.InRange(silo.Readings.Gauge("gad.streams.cached"), Cache * 9 / 10, Cache);
        }
        Assert.Empty(ear.Heard);

        open.SetResult();
        await ear.Hears(Events + 19);
        Assert.Equal(Enumerable.Range(0, Events + 20), ear.Firsts);
    }
}
