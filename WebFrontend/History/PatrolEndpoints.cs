using System.Security.Claims;
using GrupoGad.History;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Fences;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Places;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GrupoGad.WebFrontend.History;

/// <summary>The part of an area that a patrol visited in its shift.</summary>
internal static class PatrolEndpoints
{
    private const int LevelDefault = 16;
    private const int Workers = 8;

    public static void Map(RouteGroupBuilder history) => history
        .MapPost("/patrol", Ask).RequireAuthorization(Policies.CanRead).ProducesProblem(413).ProducesProblem(501)
        .WithMetadata(new RequestSizeLimitAttribute(AreaQuestion.BodyBytesMax))
        .WithSummary("Which cells of an area (and which streets, where roads are loaded) these efectivos visited between two times: the share, when, by whom");

    private static async Task<Results<Ok<PatrolResource>, ProblemHttpResult>> Ask(
        PatrolItem item, ClaimsPrincipal user, IGrainFactory grains, PastReads reads, CancellationToken cancellation)
    {
        var reading = new BodyReading();
        var query = item.Read(reading);
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        reads.Area(user, "patrol", query.From, query.To);
        var report = await grains.GetGrain<IHistoryGrain>(Random.Shared.Next(Workers)).Patrol(query, cancellation);
        return HistoryRefusals.Of(report.Verdict, "area", item.Area!.Type) is { } problem
            ? problem
            : TypedResults.Ok(PatrolResource.Of(query, report));
    }

    /// <param name="Area">GeoJSON Polygon or MultiPolygon; a cell belongs to it when its middle does.</param>
    /// <param name="From">Device time, included: the start of the shift; at most 7 days before to.</param>
    /// <param name="To">Excluded.</param>
    /// <param name="Level">Of the cells, 10–19; 16 when left out.</param>
    /// <param name="Efectivos">The efectivos that patrolled, 1–500 codes.</param>
    public sealed record PatrolItem(GeometryItem? Area, DateTime? From, DateTime? To, int? Level, IReadOnlyList<string?>? Efectivos)
    {
        internal PatrolQuery Read(BodyReading reading)
        {
            var (from, to) = AreaQuestion.Stretch(reading, From, To, PatrolQuery.DaysMax);
            if (Level is < PatrolQuery.LevelMin or > PatrolQuery.LevelMax)
            {
                reading.Refuse("level", $"{Level}", $"a whole number, {PatrolQuery.LevelMin}..{PatrolQuery.LevelMax}");
            }
            if (Efectivos?.Count is not (>= 1 and <= PatrolQuery.EfectivosMax))
            {
                reading.Refuse("efectivos", $"{Efectivos?.Count}", $"1-{PatrolQuery.EfectivosMax} codes");
            }
            else if (Efectivos.FirstOrDefault(id => id is null || !EfectivoCode.IsValid(id), EfectivoCode.Rule) is var wrong && wrong != EfectivoCode.Rule)
            {
                reading.Refuse("efectivos", wrong, EfectivoCode.Rule);
            }
            return new PatrolQuery
            {
                Area = AreaQuestion.Area(reading, Area, InsideQuery.CornersMax),
                From = from,
                To = to,
                Level = Level ?? LevelDefault,
                Efectivos = [.. (Efectivos ?? []).Select(id => id ?? "")],
            };
        }
    }
}
