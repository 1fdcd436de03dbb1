using GrupoGad.Efectivos;
using Npgsql;

namespace GrupoGad.Silo.PostGis.ReadModels;

/// <inheritdoc cref="ILastPositions"/>
/// <remarks>
/// <c>last_positions</c> follows the history by seconds, which a killed silo does not make up for, and when one dies Orleans ends living grains on the others
/// too. Whoever comes to life then must not begin behind what was stored: it would show an old place or none, tell a cell that it is not there, and judge
/// the second delivery of a stored report otherwise than the first.
/// </remarks>
internal sealed class StoredLastPositions(PostGisSources sources, YoungRoster young, PostGisGuard guard, TimeProvider clock) : ILastPositions
{
    private const string Known = $"SELECT {PositionColumns.Names} FROM last_positions stored WHERE efectivo_id = $1";

    // Within a day of the known one or of now: a few partitions, where all of three years would cost a plan of 50 ms. A trace of old times is
    // continued where it stood, a device that was silent for long reports its present.
    private const string Newer = $"""
        SELECT {PositionColumns.Names} FROM position_reports stored
        WHERE efectivo_id = $1 AND device_time > $2 AND (device_time <= $3 OR device_time > $4) ORDER BY device_time DESC LIMIT 1
        """;

    // All partitions, for one that has no last position yet. Prepared, for its plan costs 50 ms or more where there are a thousand of them.
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
