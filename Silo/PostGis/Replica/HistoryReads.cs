using Microsoft.Extensions.Options;
using Npgsql;

namespace GrupoGad.Silo.PostGis.Replica;

/// <summary>
/// Where history is read: from the replica when it is near enough, else from the primary, and from the primary at once when the replica fails.
/// </summary>
internal sealed partial class HistoryReads(
    ReplicaSource replica, PostGisSources sources, ReplicaInstruments instruments, IOptions<ReplicaOptions> options, TimeProvider clock, ILogger<HistoryReads> logger)
{
    /// <param name="until">End of the time asked for. If it is younger than the lag allowed to the replica, the primary
    /// answers, so that a track does not lose its newest points.</param>
    /// <param name="read">May run twice.</param>
    public Task<T> Run<T>(DateTime until, Func<NpgsqlDataSource, CancellationToken, Task<T>> read, CancellationToken cancellation) =>
        Run(until, sources.Read, read, cancellation);

    /// <param name="primary">The pool of the primary that answers when the replica does not.</param>
    public async Task<T> Run<T>(DateTime until, NpgsqlDataSource primary, Func<NpgsqlDataSource, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        if (replica.Source is not { } source || until > clock.GetUtcNow().UtcDateTime.AddSeconds(-options.Value.LagMaxS))
        {
            return await read(primary, cancellation);
        }
        if (!replica.IsNear)
        {
            instruments.FellBack("lag");
            return await read(primary, cancellation);
        }
        try
        {
            var answer = await read(source, cancellation);
            instruments.Read();
            return answer;
        }
        catch (Exception exception) when (PostGisErrors.IsDriver(exception) && !cancellation.IsCancellationRequested)
        {
            // Marks the replica as away for other reads; the next look corrects it.
            replica.Known(null);
            instruments.FellBack("failed");
            LogFailed(exception);
            return await read(primary, cancellation);
        }
    }

    [LoggerMessage(2361, LogLevel.Warning, "The replica failed in a read; the primary answers")]
    private partial void LogFailed(Exception exception);
}
