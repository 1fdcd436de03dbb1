using System.Diagnostics;
using GrupoGad.Benchmarks.Harness;
using Npgsql;
using NpgsqlTypes;

namespace GrupoGad.Benchmarks.Fences;

/// <summary>
/// The peer that does the same job: one update, or a batch of them, must report who entered and who left. One prepared statement joins with the fences,
/// compares with who was inside and keeps that in an unlogged table. It knows no accuracy, hours or filters.
/// </summary>
/// <param name="name">Name of its table.</param>
public sealed class PostGisEvents(RealParts services, Walkers walkers, string name, int batch)
{
    private readonly string _statement = $"""
        WITH updates AS MATERIALIZED (SELECT id, ST_SetSRID(ST_MakePoint(lon, lat), 4326) AS place FROM unnest($1, $2, $3) AS t(id, lon, lat)),
        now AS MATERIALIZED (SELECT u.id, f.id AS fence FROM updates u JOIN fences f ON ST_Covers(f.shape, u.place)),
        gone AS (DELETE FROM {name} p USING updates u WHERE p.efectivo = u.id
            AND NOT EXISTS (SELECT FROM now WHERE now.id = p.efectivo AND now.fence = p.fence) RETURNING p.efectivo, p.fence),
        come AS (INSERT INTO {name} SELECT id, fence FROM now ON CONFLICT DO NOTHING RETURNING efectivo, fence)
        SELECT efectivo, fence, true FROM come UNION ALL SELECT efectivo, fence, false FROM gone
        """;

    public long Events { get; private set; }

    /// <summary>Stores the efectivos inside at first. Call after <see cref="PostGisJoin.Load"/>.</summary>
    public async Task Load()
    {
        await using var connection = await Open();
        await RealParts.Execute(connection, $"CREATE UNLOGGED TABLE {name} (efectivo int, fence text, PRIMARY KEY (efectivo, fence))");
        await Everyone(connection, TimeSpan.MaxValue);
        await RealParts.Execute(connection, $"VACUUM ANALYZE {name}");
    }

    public async Task<Round> Measure(TimeSpan duration)
    {
        await using var connection = await Open();
        var (start, cpuStart, updates) = (Stopwatch.GetTimestamp(), services.PostGisCpu.Seconds(), 0L);
        while (Stopwatch.GetElapsedTime(start) < duration)
        {
            walkers.Step();
            updates += await Everyone(connection, duration - Stopwatch.GetElapsedTime(start));
        }
        return new Round(updates, Stopwatch.GetElapsedTime(start).TotalSeconds, services.PostGisCpu.Seconds() - cpuStart);
    }

    private async Task<long> Everyone(NpgsqlConnection connection, TimeSpan within)
    {
        await using var command = new NpgsqlCommand(_statement, connection);
        var (ids, lons, lats) = (new int[batch], new double[batch], new double[batch]);
        command.Parameters.Add(new NpgsqlParameter { Value = ids, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer });
        command.Parameters.Add(new NpgsqlParameter { Value = lons, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Double });
        command.Parameters.Add(new NpgsqlParameter { Value = lats, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Double });
        await command.PrepareAsync();
        var (start, done) = (Stopwatch.GetTimestamp(), 0);
        for (; done + batch <= walkers.Fixes.Length && Stopwatch.GetElapsedTime(start) < within; done += batch)
        {
            for (var i = 0; i < batch; i++)
            {
                var point = walkers.Fixes[done + i].Point;
                (ids[i], lons[i], lats[i]) = (done + i, point.Longitude, point.Latitude);
            }
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                Events++;
            }
        }
        return done;
    }

    private async Task<NpgsqlConnection> Open()
    {
        var connection = new NpgsqlConnection(services.PostGis);
        await connection.OpenAsync();
        return connection;
    }
}
