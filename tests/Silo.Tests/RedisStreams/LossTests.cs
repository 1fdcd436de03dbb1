using System.Globalization;
using GrupoGad.Silo.RedisStreams;

namespace GrupoGad.Silo.Tests.RedisStreams;

/// <summary>Redis goes away under publishers and readers, comes back, and sometimes has forgotten.</summary>
public sealed class LossTests(PrivateRedis redis) : IClassFixture<PrivateRedis>
{
    [Fact]
    public async Task A_frozen_Redis_is_told_to_the_publisher_and_read_on_when_it_thaws()
    {
        await using var queue = await OneQueue.Open(redis, options => options.OperationTimeoutMs = 300);
        await Accepted(queue, 1);
        var owner = queue.Take();
        await owner.ReadTo(1);

        await redis.Freeze();
        await Assert.ThrowsAsync<GadUnavailableException>(() => queue.Append(2).WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Empty(await owner.Look());
        await redis.Thaw();
        await Accepted(queue, 3);

        // 2 was in the pipe: its outcome was unknown, and it may have arrived.
        Assert.Equal(3, (await owner.ReadTo(3))[^1]);
        Assert.True(queue.Readings.Failures("Append") > 0);
        Assert.True(queue.Readings.Failures("Read") > 0);
    }

    [Fact]
    public async Task A_killed_Redis_is_told_to_the_publisher_and_read_on_when_it_is_back()
    {
        await using var queue = await OneQueue.Open(redis, options => options.OperationTimeoutMs = 300);
        var owner = queue.Take();
        await Accepted(queue, 1);
        await owner.ReadTo(1);

        await redis.Kill();
        await Assert.ThrowsAsync<GadUnavailableException>(() => queue.Append(2).WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Empty(await owner.Look());
        await redis.Start();
        await Accepted(queue, 3);

        Assert.Equal(3, (await owner.ReadTo(3))[^1]);
    }

    [Fact]
    public async Task While_Redis_is_down_only_the_first_publisher_waits_for_it()
    {
        await using var queue = await OneQueue.Open(redis, options => options.OperationTimeoutMs = 2_000);
        await queue.Append(1);
        await redis.Kill();

        // Waiting in turn, they would need a minute and a half.
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        for (var publisher = 0; publisher < 45; publisher++)
        {
            await Assert.ThrowsAsync<GadUnavailableException>(() => queue.Append(2).WaitAsync(enough.Token));
        }

        await redis.Start();
        await Accepted(queue, 3);
    }

    [Fact]
    public async Task A_queue_opens_before_there_is_a_Redis()
    {
        await redis.Kill();
        await using var queue = await OneQueue.Open(redis, options => options.OperationTimeoutMs = 300);
        var owner = queue.Take();
        Assert.Empty(await owner.Look());

        await redis.Start();
        await Accepted(queue, 1);

        Assert.Equal(1, (await owner.Read(1))[0]);
    }

    [Fact]
    public async Task An_emptied_Redis_is_read_anew_also_where_its_numbers_begin_lower()
    {
        await using var queue = await OneQueue.Open(redis);
        var owner = queue.Take();
        await AppendTomorrow(queue, 1);
        Assert.Equal([1], await owner.Read(1));

        await redis.Do("FLUSHALL");
        await queue.Append(2, 3);

        Assert.Equal([2, 3], await owner.Read(2));
        Assert.Equal(1, queue.Readings.Failures("Restarted"));
        // The cache orders by these.
        var sequences = owner.Batches.Select(batch => batch.SequenceToken.SequenceNumber).ToArray();
        Assert.Equal(sequences.Order().Distinct(), sequences);
    }

    [Fact]
    public async Task A_place_from_before_Redis_was_emptied_is_not_saved_after_it()
    {
        await using var queue = await OneQueue.Open(redis);
        var owner = queue.Take();
        await AppendTomorrow(queue, 1);
        await owner.Read(1);
        await redis.Do("FLUSHALL");
        await queue.Append(2, 3);
        await owner.Read(2);

        await owner.Delivered(1);
        await owner.Leave();

        Assert.True((await redis.Do("GET", (string)queue.Keys.Checkpoint!)).IsNull);
        Assert.Equal([2, 3], await queue.Take().Read(2));
    }

    [Fact]
    public async Task A_page_is_not_lost_when_the_look_at_what_was_trimmed_fails_after_it()
    {
        await redis.Do("ACL", "SETUSER", "reader", "on", ">secret", "~*", "&*", "+@all");
        await using var queue = await OneQueue.Open(redis, login: ",user=reader,password=secret");
        var owner = queue.Take(pageMax: 2);
        await queue.Append(1, 2, 3, 4, 5);
        Assert.Equal([1, 2], await owner.Read(2));

        await redis.Do("ACL", "SETUSER", "reader", "-xrange");
        Assert.Empty(await owner.Look());
        await redis.Do("ACL", "SETUSER", "reader", "+xrange");

        Assert.Equal([3, 4], await owner.Read(2));
        Assert.Equal([5], await owner.Read(1));
    }

    /// <summary>As by a Redis whose clock is a day ahead.</summary>
    private async Task AppendTomorrow(OneQueue queue, int number)
    {
        await queue.Append(number);
        var entry = ((StackExchange.Redis.RedisResult[])(await redis.Do("XRANGE", queue.Stream, "-", "+"))!).Single();
        var payload = (byte[])((StackExchange.Redis.RedisResult[])entry[1]!)[1]!;
        await redis.Do("DEL", queue.Stream);
        var tomorrow = DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) + "-0";
        await redis.Do("XADD", queue.Stream, tomorrow, QueueKeys.Payload, payload);
    }

    /// <summary>Publishes as a caller does who relies on its own re-send.</summary>
    private static async Task Accepted(OneQueue queue, int number) => await Until.True(
        async () =>
        {
            try
            {
                await queue.Append(number);
                return true;
            }
            catch (GadUnavailableException)
            {
                return false;
            }
        },
        "Redis to take entries again");
}
