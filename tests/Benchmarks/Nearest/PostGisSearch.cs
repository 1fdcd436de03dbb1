using System.Diagnostics;
using GrupoGad.Benchmarks.Harness;
using GrupoGad.Geo;
using Npgsql;
using NpgsqlTypes;

namespace GrupoGad.Benchmarks.Nearest;

/// <summary>The peer: PostGIS, GiST on geography, prepared <c>&lt;-&gt;</c> with the filter, warm and standing still.</summary>
public sealed class PostGisSearch(RealParts services, City city, int k)
{
    private const int Clients = 8;
    private const string Question = """
        SELECT efectivo_id, ST_Distance(position, p, false) FROM efectivos, (SELECT ST_SetSRID(ST_MakePoint($1, $2), 4326)::geography AS p) AS q
        WHERE availability = 1 AND skills @> ARRAY['paramedic'] ORDER BY position <-> p LIMIT $3
        """;

    public async Task Load()
    {
        await using var connection = new NpgsqlConnection(services.PostGis);
        await connection.OpenAsync();
        await RealParts.Execute(connection, """
            CREATE EXTENSION IF NOT EXISTS postgis;
            CREATE TABLE rows (efectivo_id text, availability int, skills text[], lon float8, lat float8);
            """);
        await using (var copy = await connection.BeginBinaryImportAsync("COPY rows FROM STDIN (FORMAT binary)"))
        {
            for (var i = 0; i < city.Count; i++)
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(city.Ids[i]);
                await copy.WriteAsync(city.Available[i] ? 1 : 3);
                await copy.WriteAsync<string[]>(city.Skilled[i] ? [City.Skill, "driver"] : ["driver"], NpgsqlDbType.Array | NpgsqlDbType.Text);
                await copy.WriteAsync(city.Points[i].Longitude);
                await copy.WriteAsync(city.Points[i].Latitude);
            }
            await copy.CompleteAsync();
        }
        await RealParts.Execute(connection, """
            CREATE TABLE efectivos AS SELECT efectivo_id, availability, skills, ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geography AS position FROM rows;
            ALTER TABLE efectivos ADD PRIMARY KEY (efectivo_id);
            CREATE INDEX ON efectivos USING gist (position);
            """);
        await RealParts.Execute(connection, "VACUUM ANALYZE efectivos");
    }

    public async Task<Round> Measure(TimeSpan duration)
    {
        var (start, cpuStart) = (Stopwatch.GetTimestamp(), services.PostGisCpu.Seconds());
        var asked = await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            await using var connection = new NpgsqlConnection(services.PostGis);
            await connection.OpenAsync();
            await using var command = await Prepare(connection);
            var random = new Random(client);
            var count = 0L;
            while (Stopwatch.GetElapsedTime(start) < duration)
            {
                await Ask(command, city.Question(random));
                count++;
            }
            return count;
        })));
        return new Round(asked.Sum(), Stopwatch.GetElapsedTime(start).TotalSeconds, services.PostGisCpu.Seconds() - cpuStart);
    }

    /// <summary>Answers that differ from looking at everyone.</summary>
    public async Task<int> Mistakes(int questions, int seed)
    {
        await using var connection = new NpgsqlConnection(services.PostGis);
        await connection.OpenAsync();
        await using var command = await Prepare(connection);
        var random = new Random(seed);
        var mistakes = 0;
        for (var n = 0; n < questions; n++)
        {
            var point = city.Question(random);
            var right = (await Ask(command, point)).SequenceEqual(city.BruteForce(point, k).Select(hit => hit.Id));
            mistakes += right ? 0 : 1;
        }
        return mistakes;
    }

    private async Task<NpgsqlCommand> Prepare(NpgsqlConnection connection)
    {
        var command = new NpgsqlCommand(Question, connection);
        command.Parameters.Add(new NpgsqlParameter<double>());
        command.Parameters.Add(new NpgsqlParameter<double>());
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = k });
        await command.PrepareAsync();
        return command;
    }

    private static async Task<List<string>> Ask(NpgsqlCommand command, GeoPoint point)
    {
        ((NpgsqlParameter<double>)command.Parameters[0]).TypedValue = point.Longitude;
        ((NpgsqlParameter<double>)command.Parameters[1]).TypedValue = point.Latitude;
        var ids = new List<string>(10);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            ids.Add(reader.GetString(0));
        }
        return ids;
    }
}
