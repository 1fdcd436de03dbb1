using System.Diagnostics;
using System.Text.Json;
using Npgsql;

namespace GrupoGad.Benchmarks.PostGis;

/// <summary>One shape of a question on one connection, prepared, and how long its answers took.</summary>
internal sealed class Shape(NpgsqlConnection connection, string sql)
{
    private readonly List<double> _tookMs = [];

    public double P50Ms => At(0.50);

    public double P95Ms => At(0.95);

    /// <summary>The first column of each row. Prepared by the driver from the second time on.</summary>
    public async Task<List<string>> Ask(object[] values, bool measure)
    {
        var start = Stopwatch.GetTimestamp();
        await using var command = Command(sql, values);
        var answer = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                answer.Add(reader.GetString(0));
            }
        }
        if (measure)
        {
            _tookMs.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        return answer;
    }

    /// <summary>Pages that the server touches for one answer.</summary>
    public async Task<long> Pages(object[] values)
    {
        await using var command = Command($"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", values);
        using var plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync())!);
        var top = plan.RootElement[0].GetProperty("Plan");
        return top.GetProperty("Shared Hit Blocks").GetInt64() + top.GetProperty("Shared Read Blocks").GetInt64();
    }

    private NpgsqlCommand Command(string text, object[] values)
    {
        var command = new NpgsqlCommand(text, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }
        return command;
    }

    private double At(double share)
    {
        var sorted = _tookMs.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
    }
}
