using System.Collections.Concurrent;
using GrupoGad.Recovery;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace GrupoGad.Grains.Tests.Recovery;

public sealed class RecoveryCallsTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly ConcurrentQueue<string> _calls = new();
    private readonly RecoveryCalls _waker;

    public RecoveryCallsTests() => _waker = new RecoveryCalls(_clock, NullLogger<RecoveryCalls>.Instance);

    public void Dispose() => _waker.Dispose();

    [Fact]
    public async Task One_whose_own_call_is_cancelled_keeps_nobody_else_away_and_is_called_again()
    {
        var cancelled = 0;
        var run = _waker.Run("grains", Keys(20), (key, _) => Call(key, () => key == "3" && Interlocked.Increment(ref cancelled) == 1 ? new TaskCanceledException() : null), default);
        await Pass(run);
        Assert.Equal(20, (await run).Called);
        Assert.Empty((await run).Away);
        Assert.Equal(2, _calls.Count(key => key == "3"));
        Assert.Equal(20, _calls.Distinct().Count());
    }

    [Fact]
    public async Task Whoever_could_not_be_reached_is_called_on_until_it_can()
    {
        var away = true;
        var run = _waker.Run("grains", Keys(3), Reach, default);
        await Pass(run);
        Assert.Equal(["2"], (await run).Away);

        var insisting = _waker.Insist("grains", (await run).Away, Reach, default);
        for (var hour = 0; hour < 60; hour++)
        {
            await Hour();
        }
        Assert.False(insisting.IsCompleted);
        away = false;
        var before = _calls.Count;
        await Pass(insisting);
        Assert.Equal(before + 1, _calls.Count);

        ValueTask Reach(string key, CancellationToken token) => Call(key, () => away && key == "2" ? new TimeoutException() : null);

        // So often, and no more often, is it called.
        async Task Hour()
        {
            var calls = _calls.Count;
            await Until.True(
                () =>
                {
                    _clock.Advance(TimeSpan.FromMinutes(1));
                    return _calls.Count > calls;
                },
                "the next call");
        }
    }

    [Fact]
    public async Task A_silo_that_stops_calls_nobody_any_more()
    {
        var waker = new RecoveryCalls(_clock, NullLogger<RecoveryCalls>.Instance);
        var insisting = waker.Insist("grains", ["1"], (key, _) => Call(key, () => new TimeoutException()), default);
        waker.Dispose();
        await insisting.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Empty(_calls);
    }

    private ValueTask Call(string key, Func<Exception?> fault)
    {
        _calls.Enqueue(key);
        return fault() is { } exception ? ValueTask.FromException(exception) : ValueTask.CompletedTask;
    }

    private Task Pass(Task work) => Until.True(
        () =>
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            return work.IsCompleted;
        },
        "its end");

    private static IAsyncEnumerable<string> Keys(int count) => Enumerable.Range(0, count).Select(i => $"{i}").ToAsyncEnumerable();
}
