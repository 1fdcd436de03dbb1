using System.Globalization;
using GrupoGad.History;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GrupoGad.WebFrontend.History;

/// <summary>Changes in the picture of an area between two instants: for playing it on from a snapshot.</summary>
internal static class ChangesEndpoints
{
    private const int Workers = 8;

    public static void Map(RouteGroupBuilder history) => history
        .MapGet("/changes", Changes).RequireAuthorization(Policies.CanRead).ProducesProblem(413).ProducesProblem(501)
        .WithSummary("bbox, from (excluded) and to (included), at most 600 s: what changed after the snapshot at from, in order; rows of moves are as its columns say");

    private static async Task<Results<Ok<ChangesResource>, ProblemHttpResult>> Changes(
        string? bbox, string? from, string? to, IGrainFactory grains, TimeProvider clock, CancellationToken cancellation)
    {
        var reading = new QueryReading();
        var now = clock.GetUtcNow().UtcDateTime;
        var query = new ChangesQuery { Bounds = reading.Bounds(bbox), From = reading.Past("from", from, now), To = reading.Past("to", to, now) };
        if (query.To < query.From)
        {
            reading.Refuse("to", to, "not before from");
        }
        if ((query.To - query.From).TotalSeconds > ChangesQuery.WindowMaxS)
        {
            reading.Refuse("to", to, string.Create(CultureInfo.InvariantCulture, $"at most {ChangesQuery.WindowMaxS} s after from"));
        }
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        var changes = await grains.GetGrain<IHistoryGrain>(Random.Shared.Next(Workers)).Changes(query, cancellation);
        return HistoryRefusals.Of(changes.Verdict, "to", to) is { } problem
            ? problem
            : TypedResults.Ok(ChangesResource.Of(changes, query, HistoryReading.IsSettled(query.To, now)));
    }
}
