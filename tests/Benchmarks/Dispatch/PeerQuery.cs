using System.Diagnostics;
using GrupoGad.Benchmarks.Harness;
using GrupoGad.Benchmarks.Nearest;
using GrupoGad.Geo;
using Npgsql;

namespace GrupoGad.Benchmarks.Dispatch;

/// <summary>The peer of a recommendation: PostGIS is asked for the nearest available with the skill, and the proposal is inserted. It weighs nothing else and explains nothing.</summary>
public sealed class PeerQuery(RealParts services, City city)
{
    private const int Clients = 8;

    private const string Nearest = """
        SELECT efectivo_id FROM peer.efectivos, (SELECT ST_SetSRID(ST_MakePoint($1, $2), 4326)::geography AS p) AS q
        WHERE availability = 1 AND skills @> ARRAY['paramedic'] ORDER BY position <-> p LIMIT $3
        """;

    private const string Proposal = "INSERT INTO peer.proposals (operation_id, efectivos) VALUES ($1, $2)";

    /// <summary>Out of the product's way: tables of the same names.</summary>
    public async Task Settle()
    {
        await using var connection = new NpgsqlConnection(services.PostGis);
        await connection.OpenAsync();
        await RealParts.Execute(connection, """
            CREATE SCHEMA peer; ALTER TABLE efectivos SET SCHEMA peer;
            CREATE TABLE peer.proposals (id bigserial PRIMARY KEY, at timestamptz NOT NULL DEFAULT now(), operation_id text NOT NULL, efectivos text[] NOT NULL);
            """);
    }

    public async Task<bool> Right(IReadOnlyList<(string Code, GeoPoint Place)> operations, int sample)
    {
        await using var connection = new NpgsqlConnection(services.PostGis);
        await connection.OpenAsync();
        foreach (var (_, place) in operations.Take(sample))
        {
            if (!(await Ask(connection, place, Recommending.Count)).SequenceEqual(city.BruteForce(place, Recommending.Count).Select(hit => hit.Id)))
            {
                return false;
            }
        }
        return true;
    }

    public async Task<Round> Measure(IReadOnlyList<(string Code, GeoPoint Place)> operations, TimeSpan duration)
    {
        var (start, cpuStart) = (Stopwatch.GetTimestamp(), services.PostGisCpu.Seconds());
        var asked = await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            await using var connection = new NpgsqlConnection(services.PostGis);
            await connection.OpenAsync();
            var (random, count) = (new Random(client), 0L);
            for (; Stopwatch.GetElapsedTime(start) < duration; count++)
            {
                var (code, place) = operations[random.Next(operations.Count)];
                await using var insert = new NpgsqlCommand(Proposal, connection) { Parameters = { new() { Value = code }, new() { Value = await Ask(connection, place, Recommending.Count + 10) } } };
                await insert.ExecuteNonQueryAsync();
            }
            return count;
        })));
        return new Round(asked.Sum(), Stopwatch.GetElapsedTime(start).TotalSeconds, services.PostGisCpu.Seconds() - cpuStart);
    }

    private static async Task<string[]> Ask(NpgsqlConnection connection, GeoPoint place, int limit)
    {
        await using var command = new NpgsqlCommand(Nearest, connection)
        {
            Parameters = { new() { Value = place.Longitude }, new() { Value = place.Latitude }, new() { Value = limit } },
        };
        await command.PrepareAsync();
        var ids = new List<string>(limit);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            ids.Add(reader.GetString(0));
        }
        return [.. ids];
    }
}
