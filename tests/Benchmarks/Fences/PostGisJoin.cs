using System.Diagnostics;
using GrupoGad.Benchmarks.Harness;
using GrupoGad.Efectivos;
using GrupoGad.Fences;
using Npgsql;

namespace GrupoGad.Benchmarks.Fences;

/// <summary>
/// PostGIS at its best: which fences cover these 100,000 positions, one join over all of them at once. It finds the efectivos inside at one moment and no
/// events; loading the positions is not counted.
/// </summary>
public sealed class PostGisJoin(RealParts services, FenceCity city, Walkers walkers)
{
    private const string Join = "FROM positions p JOIN fences f ON ST_Covers(f.shape, p.place)";

    public async Task Load()
    {
        await using var connection = await Open();
        await RealParts.Execute(connection, """
            CREATE EXTENSION IF NOT EXISTS postgis;
            CREATE TABLE rows (id text, shape text);
            CREATE TABLE spots (id int, lon float8, lat float8);
            """);
        await using (var copy = await connection.BeginBinaryImportAsync("COPY rows FROM STDIN (FORMAT binary)"))
        {
            for (var i = 0; i < city.Ids.Length; i++)
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(city.Ids[i]);
                await copy.WriteAsync(Text(city.Plans[i].Shape));
            }
            await copy.CompleteAsync();
        }
        await RealParts.Execute(connection, """
            CREATE TABLE fences AS SELECT id, ST_GeomFromText(shape, 4326) AS shape FROM rows;
            CREATE INDEX ON fences USING gist (shape);
            """);
        await RealParts.Execute(connection, "VACUUM ANALYZE fences");
    }

    public async Task<Round> Measure(TimeSpan duration)
    {
        await using var connection = await Open();
        await Place(connection, walkers.Fixes);
        await using var command = new NpgsqlCommand($"SELECT count(*) {Join}", connection) { CommandTimeout = 300 };
        var (start, cpuStart, updates) = (Stopwatch.GetTimestamp(), services.PostGisCpu.Seconds(), 0L);
        do
        {
            await command.ExecuteScalarAsync();
            updates += walkers.Fixes.Length;
        }
        while (Stopwatch.GetElapsedTime(start) < duration);
        return new Round(updates, Stopwatch.GetElapsedTime(start).TotalSeconds, services.PostGisCpu.Seconds() - cpuStart);
    }

    /// <summary>Pairs of an efectivo and a fence that covers it now.</summary>
    public async Task<HashSet<(int Efectivo, string Fence)>> Pairs()
    {
        await using var connection = await Open();
        await Place(connection, walkers.Fixes);
        await using var command = new NpgsqlCommand($"SELECT p.id, f.id {Join}", connection) { CommandTimeout = 300 };
        await using var reader = await command.ExecuteReaderAsync();
        var pairs = new HashSet<(int, string)>();
        while (await reader.ReadAsync())
        {
            pairs.Add((reader.GetInt32(0), reader.GetString(1)));
        }
        return pairs;
    }

    private static async Task Place(NpgsqlConnection connection, Fix[] fixes)
    {
        await RealParts.Execute(connection, "TRUNCATE spots");
        await using (var copy = await connection.BeginBinaryImportAsync("COPY spots FROM STDIN (FORMAT binary)"))
        {
            for (var i = 0; i < fixes.Length; i++)
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(i);
                await copy.WriteAsync(fixes[i].Point.Longitude);
                await copy.WriteAsync(fixes[i].Point.Latitude);
            }
            await copy.CompleteAsync();
        }
        await RealParts.Execute(connection, """
            DROP TABLE IF EXISTS positions;
            CREATE TABLE positions AS SELECT id, ST_SetSRID(ST_MakePoint(lon, lat), 4326) AS place FROM spots;
            """);
        await RealParts.Execute(connection, "VACUUM ANALYZE positions");
    }

    private async Task<NpgsqlConnection> Open()
    {
        var connection = new NpgsqlConnection(services.PostGis);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>As text with every digit: the very same doubles.</summary>
    private static string Text(FenceShape shape) => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"POLYGON(({string.Join(',', shape.Parts[0].Outer.Append(shape.Parts[0].Outer[0]).Select(corner => FormattableString.Invariant($"{corner.Longitude:R} {corner.Latitude:R}")))}))");
}
