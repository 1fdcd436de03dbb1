using System.Diagnostics;
using GrupoGad.Benchmarks.Harness;
using GrupoGad.Benchmarks.Nearest;
using GrupoGad.Geo;
using Npgsql;

namespace GrupoGad.Benchmarks.PostGis;

/// <summary>How much of the time that a connection is leased its statement runs: the mission asks for more than 85 %.</summary>
internal static class PoolLease
{
    /// <summary>More than the connections of a silo's pool for reads, so that some always wait.</summary>
    private const int Clients = 10, Connections = 7;

    public static async Task Run(Report report, LargeDatabase database, City city, TimeSpan duration)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.Source.ConnectionString) { MaxPoolSize = Connections });
        long leased = 0, useful = 0, asked = 0;
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            var random = new Random(client);
            while (Stopwatch.GetElapsedTime(start) < duration)
            {
                var question = Question.All[random.Next(Question.All.Count)];
                var (lease, work) = await Ask(source, question, city.Question(random));
                Interlocked.Add(ref leased, lease);
                Interlocked.Add(ref useful, work);
                Interlocked.Increment(ref asked);
            }
        })));
        report.Figure("mixed_per_s", asked / Stopwatch.GetElapsedTime(start).TotalSeconds);
        report.AtLeast("pool_efficiency", useful / (double)leased, 0.85);
    }

    /// <summary>As the product reads: the connection is opened, one statement runs, its rows are read, and it is given back.</summary>
    private static async Task<(long Leased, long Useful)> Ask(NpgsqlDataSource source, Question question, GeoPoint point)
    {
        var values = question.Values(point);
        await using var connection = await source.OpenConnectionAsync();
        var leased = Stopwatch.GetTimestamp();
        await using var command = new NpgsqlCommand(question.Canonical, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }
        var begun = Stopwatch.GetTimestamp();
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
            }
        }
        var ended = Stopwatch.GetTimestamp();
        await connection.CloseAsync();
        return (Stopwatch.GetTimestamp() - leased, ended - begun);
    }
}
