using System.Collections.Concurrent;
using GrupoGad.Silo.PostGis.Fences;

namespace GrupoGad.Silo.Tests.Fences;

public sealed class GatheredReadsTests
{
    [Fact]
    public async Task Those_who_ask_while_a_read_is_under_way_share_the_next_and_each_has_its_own_answer()
    {
        var (sizes, gate) = (new ConcurrentQueue<int>(), new TaskCompletionSource());
        var reads = new GatheredReads<int, string>(async asked =>
        {
            sizes.Enqueue(asked.Length);
            await gate.Task;
            return [.. asked.Select(one => $"{one}")];
        }, togetherMax: 40, underWayMax: 1);
        var first = reads.Ask(0, CancellationToken.None);
        await Reports.Until("the first read is under way", () => Task.FromResult(sizes.Count == 1));
        var others = Enumerable.Range(1, 100).Select(i => reads.Ask(i, CancellationToken.None)).ToArray();
        gate.SetResult();
        Assert.Equal("0", await first);
        Assert.Equal(Enumerable.Range(1, 100).Select(i => $"{i}"), await Task.WhenAll(others));
        Assert.Equal([1, 40, 40, 20], sizes);
        Assert.Equal("7", await reads.Ask(7, CancellationToken.None));
    }

    [Fact]
    public async Task A_read_that_fails_fails_those_who_shared_it_and_the_next_goes_on()
    {
        var broken = true;
        var reads = new GatheredReads<int, int>(asked => broken ? throw new GadUnavailableException("postgis") : Task.FromResult(asked), 10, 2);
        await Assert.ThrowsAsync<GadUnavailableException>(() => reads.Ask(1, CancellationToken.None));
        broken = false;
        Assert.Equal(2, await reads.Ask(2, CancellationToken.None));
    }

    [Fact]
    public async Task Who_is_cancelled_waits_no_longer_and_the_others_are_answered()
    {
        var gate = new TaskCompletionSource();
        var reads = new GatheredReads<int, int>(async asked =>
        {
            await gate.Task;
            return asked;
        }, 10, 1);
        using var cancelled = new CancellationTokenSource();
        var (given, up) = (reads.Ask(1, CancellationToken.None), reads.Ask(2, cancelled.Token));
        await cancelled.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() => up);
        gate.SetResult();
        Assert.Equal(1, await given);
    }
}
