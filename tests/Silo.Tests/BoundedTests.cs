using GrupoGad.Silo.PostGis;

namespace GrupoGad.Silo.Tests;

public sealed class BoundedTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task What_does_not_heed_its_cancellation_is_cancelled_all_the_same_and_not_waited_for()
    {
        var (token, never) = (CancellationToken.None, new TaskCompletionSource());
        await Assert.ThrowsAsync<TimeoutException>(() => Bounded.Run(
            given =>
            {
                token = given;
                return never.Task;
            },
            Limit, TestContext.Current.CancellationToken));
        Assert.True(token.IsCancellationRequested);
        // It has its token until it ends, whenever that is.
        using var kept = token.Register(static () => { });
        never.SetResult();
    }

    [Fact]
    public async Task What_ends_in_time_gives_its_answer_and_what_heeds_its_cancellation_says_so()
    {
        Assert.Equal(7, await Bounded.Run(_ => Task.FromResult(7), TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Bounded.Run(
            async token =>
            {
                await Task.Delay(TimeSpan.FromMinutes(5), token);
                return 0;
            },
            Limit, TestContext.Current.CancellationToken));
    }
}
