namespace GrupoGad.Silo.PostGis;

/// <summary>Cancels work on the database at its limit, and soon after stops waiting for the work.</summary>
/// <remarks>
/// A server that hangs does not even answer a cancellation. Work that is given up here may go on by itself, and may commit. It is always cancelled, and it
/// keeps its token until it ends; without the token it would hold its connection as long as the server hangs.
/// </remarks>
internal static class Bounded
{
    /// <summary>The time in which a server that does not hang answers a cancellation.</summary>
    private static readonly TimeSpan _grace = TimeSpan.FromMilliseconds(100);

    /// <exception cref="TimeoutException">The work did not end, not even by its cancellation.</exception>
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
                // Observes the exception, because perhaps no caller waits any more.
                _ = ended.Exception;
                ((CancellationTokenSource)token!).Dispose();
            },
            end, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return await under.WaitAsync(limit + _grace, cancellation);
    }
}
