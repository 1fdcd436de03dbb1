using GrupoGad.History;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.History;

/// <summary>The time machine: an area as the live map showed it at an instant.</summary>
internal static class SnapshotEndpoints
{
    private const int Workers = 8;

    public static void Map(RouteGroupBuilder history) => history
        .MapGet("/snapshot", Snapshot).RequireAuthorization(Policies.CanRead).ProducesProblem(413).ProducesProblem(501)
        .WithSummary("bbox=west,south,east,north&at=time: who was where as the live map showed it then, how each stood, and the operations that were open");

    /// <param name="bbox">west,south,east,north in degrees; a west greater than the east crosses the antimeridian.</param>
    /// <param name="at">ISO 8601 with a time zone, not in the future.</param>
    private static async Task<Results<Ok<SnapshotResource>, ProblemHttpResult>> Snapshot(
        string? bbox, string? at, IGrainFactory grains, TimeProvider clock, IOptions<FreshnessOptions> freshness, CancellationToken cancellation)
    {
        var reading = new QueryReading();
        var now = clock.GetUtcNow().UtcDateTime;
        var query = new SnapshotQuery { Bounds = reading.Bounds(bbox), At = reading.Past("at", at, now) };
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        var picture = await grains.GetGrain<IHistoryGrain>(Random.Shared.Next(Workers)).Snapshot(query, cancellation);
        return HistoryRefusals.Of(picture.Verdict, "bbox", bbox) is { } problem
            ? problem
            : TypedResults.Ok(SnapshotResource.Of(picture, query.At, HistoryReading.IsSettled(query.At, now), freshness.Value));
    }
}
