using Npgsql;

namespace GrupoGad.Benchmarks.Operations;

/// <summary>Reads from PostGIS the reservations of a finished run.</summary>
public sealed class HoldHistory(string postGis) : IAsyncDisposable
{
    // An operation stores a hold after the grain of the efectivo agreed, and its release before that grain is notified, so holds of one efectivo cannot
    // overlap.
    private const string Holds = """
        WITH holds AS (
            SELECT efectivo_id, at AS since, coalesce((SELECT min(later.at) FROM operation_timeline AS later
                WHERE later.operation_id = entry.operation_id AND later.efectivo_id = entry.efectivo_id AND later.sequence > entry.sequence
                    AND later.what = 'assignment.released'), 'infinity') AS until
            FROM operation_timeline AS entry WHERE what = 'assignment.proposed')
        SELECT count(*), count(*) FILTER (WHERE since < before)
        FROM (SELECT since, lag(until) OVER (PARTITION BY efectivo_id ORDER BY since, until) AS before FROM holds) AS each
        """;

    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(postGis);

    public async Task<bool> AllFree(TimeSpan within)
    {
        var deadline = DateTime.UtcNow + within;
        while (await Count("""
            SELECT (SELECT count(*) FROM grain_states WHERE state_name = 'efectivo' AND document -> 'reservations' <> '[]'::jsonb)
                + (SELECT count(*) FROM operation_people WHERE step BETWEEN 1 AND 5)
            """) > 0)
        {
            if (DateTime.UtcNow > deadline)
            {
                return false;
            }
            await Task.Delay(200);
        }
        return true;
    }

    public async Task<(long Holds, long Overlaps)> Overlaps()
    {
        await using var command = _source.CreateCommand(Holds);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    public Task<long> Closed() => Count("SELECT count(*) FROM operations WHERE status = 4 AND actual_end IS NOT NULL");

    public Task<long> TimelineGaps() => Count("""
        SELECT count(*) FROM grain_states AS state WHERE state_name = 'operation'
            AND (document ->> 'lastSequence')::bigint <> (SELECT count(*) FROM operation_timeline WHERE operation_id = state.key)
        """);

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task<long> Count(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
