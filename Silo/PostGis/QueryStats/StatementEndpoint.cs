using GrupoGad.Silo.PostGis.ReadModels;

namespace GrupoGad.Silo.PostGis.QueryStats;

/// <summary>On the admin port: what statements take, by class and the dearest of all, and the plans of the canonical queries as they changed.</summary>
internal static class StatementEndpoint
{
    private const int TopMax = 50;

    // Of each query for itself: one that flaps hides no other.
    private const string LastPlans = """
        SELECT query, taken_at, plan FROM (SELECT *, row_number() OVER (PARTITION BY query ORDER BY id DESC) AS place FROM plan_snapshots) AS placed
        WHERE place <= 25 ORDER BY query, id DESC
        """;

    public static IEndpointConventionBuilder Map(WebApplication app) => app.MapGet(
        "/postgis/statements", async (StatementWatch watch, PostGisSources sources, CancellationToken cancellation) =>
        {
            await watch.Look(cancellation);
            return Results.Json(await Describe(watch, sources, cancellation));
        });

    public static async Task<StatementsResource> Describe(StatementWatch watch, PostGisSources sources, CancellationToken cancellation) => new(
        watch.Standing.Missing,
        watch.Standing.Classes,
        [.. watch.Standing.Statements.OrderByDescending(use => use.ElapsedMs).Take(TopMax)],
        await SqlRows.Read(sources.Read, LastPlans, reader => new KeptPlan(reader.GetString(0), reader.GetDateTime(1), reader.GetString(2)), cancellation));

    /// <param name="Missing">Why there are no statistics, and what brings them; null when there are.</param>
    /// <param name="Plans">By query, the newest 25 of each, the newest first.</param>
    public sealed record StatementsResource(string? Missing, IReadOnlyList<StatementUse> Classes, IReadOnlyList<StatementUse> Top, IReadOnlyList<KeptPlan> Plans);

    /// <param name="Since">It was so from then on.</param>
    public sealed record KeptPlan(string Query, DateTime Since, string Plan);
}
