using System.Diagnostics.Metrics;
using GrupoGad.Silo.PostGis.Caching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace GrupoGad.Silo.Tests.Caching;

public sealed class ResultCacheTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly TtlOptions _ttl = new() { AnswersMax = 50 };
    private readonly CacheInstruments _instruments = new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());
    private readonly ResultCache _cache;
    private int _reads;

    public ResultCacheTests() => _cache = new ResultCache(_instruments, Options.Create(_ttl), _clock);

    public void Dispose() => _cache.Dispose();

    [Fact]
    public async Task The_same_question_is_read_once_until_its_time_is_over()
    {
        _ttl.StaggerPercent = 0;
        var (first, again, other) = (await Ask("a"), await Ask("a"), await Ask("b"));
        Assert.Equal((1, 1, 2), (first, again, other));
        _clock.Advance(TimeSpan.FromSeconds(_ttl.HourlyAggregatesS - 1));
        Assert.Equal(1, await Ask("a"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(3, await Ask("a"));
        Assert.Equal(2.0 / 5, _instruments.HitRatio);
    }

    [Fact]
    public async Task What_was_read_together_is_not_read_again_together()
    {
        for (var i = 0; i < 50; i++)
        {
            await Ask(i);
        }
        _clock.Advance(TimeSpan.FromSeconds(_ttl.HourlyAggregatesS * 0.9));
        _reads = 0;
        for (var i = 0; i < 50; i++)
        {
            await Ask(i);
        }
        // Ends lie evenly in the last fifth of the time: half of them are over. All or none would have a chance of one in 2^49.
        Assert.InRange(_reads, 1, 49);
    }

    [Fact]
    public async Task Several_who_ask_at_once_wait_for_one_read()
    {
        var gate = new TaskCompletionSource();
        var all = Enumerable.Range(0, 20).Select(_ => _cache.Get("g", "a", async () =>
        {
            Interlocked.Increment(ref _reads);
            await gate.Task;
            return "answer";
        }, CancellationToken.None)).ToArray();
        gate.SetResult();
        Assert.All(await Task.WhenAll(all), answer => Assert.Equal("answer", answer));
        Assert.Equal(1, _reads);
    }

    [Fact]
    public async Task A_failure_is_told_to_all_who_wait_and_not_kept()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _cache.Get<string>("g", "a", () => throw new InvalidOperationException(), CancellationToken.None));
        await Reports.Until("it is forgotten", () => Task.FromResult(_cache.Count == 0));
        Assert.Equal(1, await Ask("a"));
    }

    [Fact]
    public async Task When_it_is_full_answers_that_were_asked_for_again_stay()
    {
        for (var round = 0; round < 5; round++)
        {
            for (var i = 0; i < 25; i++)
            {
                await Ask(i);
            }
        }
        // A scan of what is asked for once, ten times the size of the cache.
        for (var i = 1_000; i < 1_500; i++)
        {
            await Ask(i);
        }
        Assert.InRange(_cache.Count, 40, 50);
        _reads = 0;
        for (var i = 0; i < 25; i++)
        {
            await Ask(i);
        }
        Assert.Equal(0, _reads);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(20)]
    public async Task A_full_cache_keeps_the_newest_answer_and_never_more_than_its_limit(int most)
    {
        using var small = new ResultCache(_instruments, Options.Create(new TtlOptions { AnswersMax = most }), _clock);
        for (var question = 0; question < 100; question++)
        {
            var asked = question;
            Assert.Equal(asked, await small.Get("g", asked, () => Task.FromResult(asked), CancellationToken.None));
            Assert.Equal(asked, await small.Get("g", asked, () => Task.FromResult(-1), CancellationToken.None));
            Assert.InRange(small.Count, 1, most);
        }
    }

    [Fact]
    public async Task A_group_that_was_counted_anew_is_dropped_and_no_other()
    {
        await Ask("a");
        await _cache.Get("other", "a", () => Task.FromResult("x"), CancellationToken.None);
        _cache.Drop("g");
        Assert.Equal((1, 2), (_cache.Count, await Ask("a")));
    }

    private Task<int> Ask(object question) => _cache.Get("g", question, () => Task.FromResult(Interlocked.Increment(ref _reads)), CancellationToken.None);
}
