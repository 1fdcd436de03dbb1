using System.Collections.Immutable;
using GrupoGad.Benchmarks.Harness;
using GrupoGad.Benchmarks.Nearest;
using GrupoGad.Dispatch;
using GrupoGad.Geo;
using Npgsql;

namespace GrupoGad.Benchmarks.Dispatch;

/// <summary>The peer of a joint plan: one PostGIS query an operation, then greedy by distance.</summary>
public sealed class PeerGreedy(RealParts services, City city)
{
    private const int Candidates = 40;

    private const string Nearest = """
        SELECT efectivo_id FROM efectivos, (SELECT ST_SetSRID(ST_MakePoint($1, $2), 4326)::geography AS p) AS q
        WHERE availability = 1 AND skills @> ARRAY[$3] ORDER BY position <-> p LIMIT $4
        """;

    public Task Load() => new PostGisSearch(services, city, Candidates).Load();

    public async Task<ImmutableArray<JointPick>> Solve(JointProblem problem, IReadOnlyList<GeoPoint> places, Func<string, string> skill)
    {
        await using var connection = new NpgsqlConnection(services.PostGis);
        await connection.OpenAsync();
        var options = problem.Demands.Select(demand => demand.Options.Index().ToDictionary(option => option.Item.EfectivoId, option => option.Index)).ToArray();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var picks = ImmutableArray.CreateBuilder<JointPick>();
        foreach (var i in Enumerable.Range(0, places.Count).OrderByDescending(i => problem.Demands[i].Priority).ThenBy(i => problem.Demands[i].OperationId, StringComparer.Ordinal))
        {
            var nearest = await Ask(connection, places[i], skill(problem.Demands[i].OperationId));
            picks.AddRange(nearest.Where(id => options[i].ContainsKey(id) && taken.Add(id)).Take(problem.Demands[i].Count).Select(id => new JointPick(i, options[i][id])));
        }
        return picks.ToImmutable();
    }

    private static async Task<List<string>> Ask(NpgsqlConnection connection, GeoPoint place, string skill)
    {
        await using var command = new NpgsqlCommand(Nearest, connection)
        {
            Parameters = { new() { Value = place.Longitude }, new() { Value = place.Latitude }, new() { Value = skill }, new() { Value = Candidates } },
        };
        await command.PrepareAsync();
        var ids = new List<string>(Candidates);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            ids.Add(reader.GetString(0));
        }
        return ids;
    }
}
