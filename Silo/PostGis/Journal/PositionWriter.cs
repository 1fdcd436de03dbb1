using System.Buffers;
using GrupoGad.Silo.PostGis.Analytics;
using GrupoGad.Tracks;
using Npgsql;

namespace GrupoGad.Silo.PostGis.Journal;

/// <summary>Puts rows into <c>position_reports</c> and settles each. Throws only when the server is away, or all of it would fail.</summary>
internal sealed partial class PositionWriter(
    NpgsqlDataSource source, PositionPartitions partitions, PositionMerge merge, JournalInstruments instruments, TimeProvider clock, ILogger<PositionWriter> logger)
{
    /// <summary>The usual way: one COPY, one transaction. Rows of one call must differ in efectivo or instant.</summary>
    public async Task Write(RowRange rows, CancellationToken cancellation)
    {
        if (rows.Count == 0)
        {
            return;
        }
        try
        {
            await partitions.Ensure(rows, cancellation);
            await Copy(rows, cancellation);
            rows.SettleAll(JournalOutcome.Written);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation || PostGisErrors.IsRowFault(exception))
        {
            // The COPY was rolled back as a whole.
            await Merge(rows, cancellation);
        }
    }

    /// <summary>The careful way: some rows may be stored, or be such as PostGIS refuses. Those are found by halving; the others are stored.</summary>
    public Task Merge(RowRange rows, CancellationToken cancellation) => Merge(rows, retry: true, cancellation);

    private async Task Merge(RowRange rows, bool retry, CancellationToken cancellation)
    {
        if (rows.Count == 0)
        {
            return;
        }
        try
        {
            await partitions.Ensure(rows, cancellation);
            await merge.Run(rows, cancellation);
        }
        catch (PostgresException exception) when (retry && PostGisErrors.IsMissingPartition(exception))
        {
            LogPartitionGone();
            partitions.Forget();
            await Merge(rows, retry: false, cancellation);
        }
        catch (PostgresException exception) when (PostGisErrors.IsRowFault(exception))
        {
            if (rows.Count == 1)
            {
                LogRefused(exception.SqlState, exception.MessageText);
                rows.Settle(0, FlushBatch.Refused);
                return;
            }
            var (first, second) = rows.Halves();
            await Merge(first, retry, cancellation);
            await Merge(second, retry, cancellation);
        }
    }

    private async Task Copy(RowRange rows, CancellationToken cancellation)
    {
        var late = LateHours.Of(rows, clock.GetUtcNow().UtcDateTime);
        var (buffer, length) = PositionCopy.Encode(rows);
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            instruments.Copying(PostGisConnections.JournalPool, 1);
            try
            {
                // Only late ones need a transaction of two statements.
                await using var transaction = late.Length > 0 ? await connection.BeginTransactionAsync(cancellation) : null;
                await LateHours.Write(connection, late, cancellation);
                // Disposing the stream ends the COPY and commits; what the server has against it is thrown there.
                await using (var stream = await connection.BeginRawBinaryCopyAsync(PositionCopy.Command, cancellation))
                {
                    await stream.WriteAsync(buffer.AsMemory(0, length), cancellation);
                }
                await (transaction?.CommitAsync(CancellationToken.None) ?? Task.CompletedTask);
            }
            finally
            {
                instruments.Copying(PostGisConnections.JournalPool, -1);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
