using GrupoGad.Silo.PostGis.ReadModels;

namespace GrupoGad.Silo.PostGis.Upkeep;

/// <summary>On the admin port: whether this silo leads, the last runs of each task, and what is in the archive.</summary>
internal static class UpkeepEndpoint
{
    private const string LastRuns = """
        SELECT task, silo, started_at, ended_at, outcome, said FROM (
            SELECT *, row_number() OVER (PARTITION BY task ORDER BY started_at DESC) AS place FROM upkeep_runs WHERE started_at > now() - interval '30 days') AS runs
        WHERE place <= 10 ORDER BY started_at DESC
        """;

    private const string Archives = """
        SELECT leaf, part, state, row_count, range_from, range_to, online_until FROM archives ORDER BY range_from DESC, part DESC LIMIT 1000
        """;

    public static IEndpointConventionBuilder Map(WebApplication app) => app.MapGet("/postgis/upkeep", async (Leadership leadership, PostGisSources sources, CancellationToken cancellation) =>
        Results.Json(await Describe(leadership, sources, cancellation)));

    public static async Task<UpkeepResource> Describe(Leadership leadership, PostGisSources sources, CancellationToken cancellation) => new(
        leadership.Leads,
        await SqlRows.Read(sources.Read, LastRuns, reader => new UpkeepRun(reader.GetString(0), reader.GetString(1), reader.GetDateTime(2),
            reader.IsDBNull(3) ? null : reader.GetDateTime(3), reader.GetString(4), reader.GetString(5)), cancellation),
        await SqlRows.Read(sources.Read, Archives, reader => new ArchivedPart(reader.GetString(0), reader.GetInt32(1), reader.GetString(2),
            reader.IsDBNull(3) ? null : reader.GetInt64(3), reader.GetDateTime(4), reader.GetDateTime(5), reader.IsDBNull(6) ? null : reader.GetDateTime(6)), cancellation));

    public sealed record UpkeepResource(bool Leads, IReadOnlyList<UpkeepRun> Runs, IReadOnlyList<ArchivedPart> Archives);

    public sealed record UpkeepRun(string Task, string Silo, DateTime StartedAt, DateTime? EndedAt, string Outcome, string Said);

    public sealed record ArchivedPart(string Leaf, int Part, string State, long? Rows, DateTime From, DateTime To, DateTime? OnlineUntil);
}
