using System.Diagnostics;
using GrupoGad.Benchmarks.Harness;
using GrupoGad.Benchmarks.Nearest;

namespace GrupoGad.Benchmarks.PostGis;

/// <summary>Cost of an index for writers: updates of last positions with the composite index and without it.</summary>
internal static class IndexCost
{
    private const int Rows = 500;

    private const string Move = """
        UPDATE last_positions SET position = ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geography, device_time = device_time + interval '1 s'
        FROM unnest($1, $2, $3) AS moved (id, lon, lat) WHERE efectivo_id = id
        """;

    public static async Task Run(Report report, LargeDatabase database, City city, int batches)
    {
        var with = await RowsPerSecond(database, city, batches);
        await database.Run("DROP INDEX last_positions_available");
        var without = await RowsPerSecond(database, city, batches);
        report.Figure("moves_per_s", with);
        report.Figure("moves_per_s_without_available_index", without);
    }

    private static async Task<double> RowsPerSecond(LargeDatabase database, City city, int batches)
    {
        var random = new Random(batches);
        var took = TimeSpan.Zero;
        for (var batch = 0; batch < batches; batch++)
        {
            var who = Enumerable.Range(0, Rows).Select(_ => random.Next(city.Count)).Distinct().ToArray();
            var points = who.Select(i => City.Shifted(city.Points[i], 200, random)).ToArray();
            await using var command = database.Source.CreateCommand(Move);
            command.Parameters.Add(new() { Value = who.Select(i => city.Ids[i]).ToArray() });
            command.Parameters.Add(new() { Value = points.Select(point => point.Longitude).ToArray() });
            command.Parameters.Add(new() { Value = points.Select(point => point.Latitude).ToArray() });
            var start = Stopwatch.GetTimestamp();
            await command.ExecuteNonQueryAsync();
            took += Stopwatch.GetElapsedTime(start);
        }
        return batches * Rows / took.TotalSeconds;
    }
}
