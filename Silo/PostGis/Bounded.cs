namespace GrupoGad.Silo.PostGis;

/// <summary>Work on the database that is cancelled at its limit, and soon after not waited for any more.</summary>
/// <remarks>
/// A server that hangs does not even answer a cancellation: what is given up here may go on, and commit, on its own. But it was always cancelled, and
/// keeps its token until it does: else it would hold its connection for as long as the server likes.
/// </remarks>
internal static class Bounded
{
    /// <summary>The time that a server which answers needs for that.</summary>
    private static readonly TimeSpan _grace = TimeSpan.FromMilliseconds(100);

    /// <exception cref="TimeoutException">It did not end, nor heed its cancellation.</exception>
    public static Task Run(Func<CancellationToken, Task> work, TimeSpan limit, CancellationToken cancellation = default) => Run(
        async token =>
        {
            await work(token);
            return true;
        },
        limit, cancellation);

    /// <inheritdoc cref="Run(Func{CancellationToken, Task}, TimeSpan, CancellationToken)"/>
    public static async Task<T> Run<T>(Func<CancellationToken, Task<T>> work, TimeSpan limit, CancellationToken cancellation = default)
    {
        var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        end.CancelAfter(limit);
        var under = work(end.Token);
        _ = under.ContinueWith(
            static (ended, token) =>
            {
                // Perhaps nobody waits any more.
                _ = ended.Exception;
                ((CancellationTokenSource)token!).Dispose();
            },
            end, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return await under.WaitAsync(limit + _grace, cancellation);
    }
}
