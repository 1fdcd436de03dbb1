using System.Globalization;
using GrupoGad.History;
using GrupoGad.Silo.PostGis.ReadModels;
using GrupoGad.Silo.PostGis.Replica;
using Microsoft.Extensions.Options;
using Npgsql;

namespace GrupoGad.Silo.PostGis.History;

/// <summary>
/// Runs the statements of one question about the past on one view of the database, a few questions at a time, each with a time limit. A question that exceeds
/// it is answered with <see cref="HistoryOutcome.TooSlow"/>. Such questions never delay the reads that screens wait for.
/// </summary>
internal sealed partial class PastQuestions(HistoryReads reads, PostGisGuard guard, IOptions<HistoryOptions> options, ILogger<PastQuestions> logger) : IDisposable
{
    private readonly SemaphoreSlim _room = new(options.Value.AtOnceMax);

    /// <param name="until">End of the time asked about, which decides whether a replica may answer.</param>
    /// <exception cref="GadUnavailableException">PostGIS is away.</exception>
    public async ValueTask<T> Ask<T>(
        DateTime until, Func<NpgsqlConnection, CancellationToken, Task<T>> read, Func<HistoryVerdict, T> refused, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(options.Value.QuestionTimeoutMs);
        try
        {
            await _room.WaitAsync(limit.Token);
            try
            {
                return await guard.Run(token => reads.Run(until, (source, inner) => Within(source, read, inner), token), limit.Token);
            }
            finally
            {
                _room.Release();
            }
        }
        catch (Exception exception) when (IsTimeUp(exception) && !cancellation.IsCancellationRequested)
        {
            LogTooSlow();
            return refused(new HistoryVerdict
            {
                Outcome = HistoryOutcome.TooSlow,
                Rule = string.Create(CultureInfo.InvariantCulture,
                    $"answered within {options.Value.StatementTimeoutMs} ms a statement and {options.Value.QuestionTimeoutMs} ms in all: ask for a smaller area or a shorter time"),
            });
        }
    }

    public void Dispose() => _room.Dispose();

    private async Task<T> Within<T>(
        NpgsqlDataSource source, Func<NpgsqlConnection, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        // One snapshot for all statements, so that they agree.
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        // Planned for the given times. A generic plan would open the partition of every day, and read a whole track to find its last fix.
        var limits = string.Create(CultureInfo.InvariantCulture,
            $"SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = {options.Value.StatementTimeoutMs}; SET LOCAL plan_cache_mode = force_custom_plan");
        await using (var command = new NpgsqlCommand(limits, connection))
        {
            await command.ExecuteNonQueryAsync(cancellation);
        }
        try
        {
            var answer = await read(connection, cancellation);
            await transaction.CommitAsync(cancellation);
            return answer;
        }
        catch (PostgresException ended) when (ended.SqlState == PostgresErrorCodes.QueryCanceled)
        {
            // Caught here, so that the guard does not report an outage, and a query too slow for the replica is not repeated on the primary.
            throw new OperationCanceledException("The server ended a statement after its time.");
        }
    }

    private static bool IsTimeUp(Exception exception) => exception is OperationCanceledException;

    [LoggerMessage(2380, LogLevel.Warning, "A question about the past was given up: it took too long")]
    private partial void LogTooSlow();
}
