using GrupoGad.Dispatch;
using GrupoGad.Geo;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GrupoGad.WebFrontend.Dispatch;

/// <summary><c>find_nearest_efectivo</c>: the same question under the same name as in gRPC and SQL.</summary>
internal static class FindNearestEndpoints
{
    private const int SkillMax = RecommendRequest.SkillLengthMax;

    public static void Map(RouteGroupBuilder dispatch) => dispatch
        .MapGet("/find_nearest_efectivo", Find).RequireAuthorization(Policies.CanRead)
        .WithSummary("The nearest who could be sent at once: available, held by no operation, seen lately; nearest first");

    /// <param name="Lat">Degrees, -90..90.</param>
    /// <param name="Lon">Degrees, -180..180.</param>
    /// <param name="N">1–100; 10 when left out.</param>
    /// <param name="MaxDistanceM">Metres, included, 0–500,000; 10,000 when left out.</param>
    /// <param name="Skill">A skill it must have.</param>
    public sealed record Parameters(
        [FromQuery(Name = "lat")] string? Lat,
        [FromQuery(Name = "lon")] string? Lon,
        [FromQuery(Name = "n")] string? N,
        [FromQuery(Name = "maxDistanceM")] string? MaxDistanceM,
        [FromQuery(Name = "skill")] string? Skill)
    {
        internal FindNearestQuery Read(QueryReading reading) => new()
        {
            Point = new GeoPoint(reading.Number("lat", Lat, -90, 90), reading.Number("lon", Lon, -180, 180)),
            Limit = reading.Whole("n", N, 1, FindNearestQuery.LimitMax, FindNearestQuery.LimitDefault),
            MaxDistanceM = MaxDistanceM is null ? FindNearestQuery.DistanceDefaultM : reading.Number("maxDistanceM", MaxDistanceM, 0, FindNearestQuery.DistanceMaxM),
            Skill = reading.Text("skill", Skill, SkillMax),
        };
    }

    private static async Task<Results<Ok<NearestEndpoints.NearestResource[]>, ProblemHttpResult>> Find(
        [AsParameters] Parameters parameters, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new QueryReading();
        var query = parameters.Read(reading);
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        var hits = await grains.Dispatch().FindNearest(query, cancellation);
        return TypedResults.Ok(hits.Select(NearestEndpoints.NearestResource.Of).ToArray());
    }
}
