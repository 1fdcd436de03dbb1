using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using GrupoGad.Silo.PostGis.Sql;
using GrupoGad.Silo.PostGis.Upkeep;

namespace GrupoGad.Silo.PostGis.QueryStats;

/// <summary>Stores the changed plans of canonical queries, so that a query that turned slow overnight shows the time and the new plan.</summary>
internal sealed partial class PlanSnapshots : IUpkeepTask
{
    private const string Box = "ST_AsBinary(ST_MakeEnvelope({lon} - 0.005, {lat} - 0.005, {lon} + 0.005, {lat} + 0.005, 4326))";
    private const string Window = "now() - interval '70 min', now() - interval '1 h'";

    /// <summary>With the types and usual values of their parameters.</summary>
    public static IReadOnlyList<(string Name, string Sql, string Types, string Values)> Queries { get; } =
    [
        ("nearest", SpatialQueries.Nearest, "float8, float8, int", "{lon}, {lat}, 10"),
        ("nearest_available", SpatialQueries.NearestAvailable, "float8, float8, int", "{lon}, {lat}, 10"),
        ("nearest_skilled", SpatialQueries.NearestSkilled, "float8, float8, int, text", "{lon}, {lat}, 10, 'paramedic'"),
        ("within_radius", SpatialQueries.WithinRadius, "float8, float8, float8, int", "{lon}, {lat}, 500, 100"),
        ("within_area", SpatialQueries.WithinArea, "bytea, int", $"{Box}, 5000"),
        ("passed_near", SpatialQueries.PassedNear, "float8, float8, float8, timestamptz, timestamptz, int", $"{{lon}}, {{lat}}, 500, {Window}, 100"),
        ("track_window", SpatialQueries.TrackWindow, "text, timestamptz, timestamptz, int", $"'E-1', {Window}, 100"),
        ("operations_near", SpatialQueries.OperationsNear, "float8, float8, float8, int", "{lon}, {lat}, 500, 20"),
    ];

    // Rounded to a tenth of a degree: efectivos are there, and no stored plan says where one of them was.
    private const string Somewhere = """
        SELECT round(ST_X(position::geometry)::numeric, 1)::text, round(ST_Y(position::geometry)::numeric, 1)::text FROM last_positions LIMIT 1
        """;

    private const string Keep = """
        INSERT INTO plan_snapshots (query, shape, plan)
        SELECT $1, $2, $3 WHERE $2 IS DISTINCT FROM (SELECT shape FROM plan_snapshots WHERE query = $1 ORDER BY id DESC LIMIT 1)
        """;

    // Keeps the newest 200, which is seven weeks of a query that has another plan at each look.
    private const string Prune = """
        DELETE FROM plan_snapshots WHERE query = $1 AND id < (SELECT id FROM plan_snapshots WHERE query = $1 ORDER BY id DESC OFFSET 199 LIMIT 1)
        """;

    public string Name => "plans";

    public TimeSpan? Every => TimeSpan.FromHours(6);

    public async Task<string> Run(LeaderSession session, CancellationToken cancellation)
    {
        var changed = 0;
        var (lon, lat) = (await session.Rows(Somewhere, reader => (reader.GetString(0), reader.GetString(1)), cancellation)).FirstOrDefault(("0", "0"));
        foreach (var (name, sql, types, values) in Queries)
        {
            var asked = values.Replace("{lon}", lon, StringComparison.Ordinal).Replace("{lat}", lat, StringComparison.Ordinal);
            var plan = await Plan(session, sql, types, asked, cancellation);
            if (await session.Run(Keep, cancellation, name, Shape(plan), plan) > 0)
            {
                changed++;
                await session.Run(Prune, cancellation, name);
            }
        }
        return $"{changed} of {Queries.Count} changed";
    }

    private static async Task<string> Plan(LeaderSession session, string sql, string types, string values, CancellationToken cancellation)
    {
        // Planned as the first executions are, for these values.
        await session.Run($"PREPARE gad_plan ({types}) AS {sql}", cancellation);
        try
        {
            return string.Join('\n', await session.Rows($"EXPLAIN EXECUTE gad_plan ({values})", reader => reader.GetString(0), cancellation));
        }
        finally
        {
            await session.Run("DEALLOCATE gad_plan", CancellationToken.None);
        }
    }

    /// <summary>The steps and the relations that they read, without what changes all the time: costs, conditions, the partitions of days.</summary>
    internal static string Shape(string plan)
    {
        var lines = plan.Split('\n').Where((line, i) => i == 0 || line.Contains("->", StringComparison.Ordinal))
            .Select(line => Days().Replace(Numbers().Replace(line, ""), "").TrimEnd());
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines.Distinct()))))[..16];
    }

    [GeneratedRegex(@"\s*\(cost=[^)]*\)")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"_\d{6,8}|_\d+$")]
    private static partial Regex Days();
}
