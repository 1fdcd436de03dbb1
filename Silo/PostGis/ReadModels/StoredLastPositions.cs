using GrupoGad.Efectivos;
using Npgsql;

namespace GrupoGad.Silo.PostGis.ReadModels;

/// <inheritdoc cref="ILastPositions"/>
/// <remarks>
/// <c>last_positions</c> is seconds behind the history, and a killed silo does not catch up. When a silo dies Orleans also ends living grains on other silos.
/// A grain that is activated then must not begin behind the stored history. It would show an old place or none, report to a cell that it is not there, and
/// judge a repeated delivery of a stored report differently from the first.
/// </remarks>
internal sealed class StoredLastPositions(PostGisSources sources, YoungRoster young, PostGisGuard guard, TimeProvider clock) : ILastPositions
{
    private const string Known = $"SELECT {PositionColumns.Names} FROM last_positions stored WHERE efectivo_id = $1";

    // Within a day of the known position or of now. That reads a few partitions; planning over three years of them costs 50 ms. A trace of old times
    // continues where it stood; a device that was silent for long reports its present.
    private const string Newer = $"""
        SELECT {PositionColumns.Names} FROM position_reports stored
        WHERE efectivo_id = $1 AND device_time > $2 AND (device_time <= $3 OR device_time > $4) ORDER BY device_time DESC LIMIT 1
        """;

    // All partitions, for an efectivo without a last position. Prepared, because planning costs 50 ms or more with a thousand partitions.
    private const string Newest = $"SELECT {PositionColumns.Names} FROM position_reports stored WHERE efectivo_id = $1 ORDER BY device_time DESC LIMIT 1";

    public ValueTask<PositionReport?> Read(string efectivoId, CancellationToken cancellation)
    {
        var position = young.TakePosition(efectivoId, out var mayLag);
        return position is null || mayLag
            ? new(guard.Run(token => Ask(efectivoId, position, token), cancellation))
            : ValueTask.FromResult(position);
    }

    private async Task<PositionReport?> Ask(string efectivoId, PositionReport? young, CancellationToken cancellation)
    {
        await using var connection = await sources.Read.OpenConnectionAsync(cancellation);
        if ((young ?? await First(connection, Known, cancellation, efectivoId)) is not { } known)
        {
            return await First(connection, Newest, cancellation, efectivoId);
        }
        var time = known.Fix.DeviceTime;
        return await First(connection, Newer, cancellation, efectivoId, time, time.AddDays(1), clock.GetUtcNow().UtcDateTime.AddDays(-1)) ?? known;
    }

    private static async Task<PositionReport?> First(
        NpgsqlConnection connection, string sql, CancellationToken cancellation, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }
        if (ReferenceEquals(sql, Newest))
        {
            await command.PrepareAsync(cancellation);
        }
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? PositionColumns.Report(reader) : null;
    }
}
