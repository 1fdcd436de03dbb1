using GrupoGad.Cells;
using GrupoGad.Efectivos;
using GrupoGad.Geo;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GrupoGad.WebFrontend.Efectivos;

/// <summary>Efectivos nearest to a point.</summary>
internal static class NearestEndpoints
{
    private const int KDefault = 10;

    /// <summary>Search workers are stateless: a few keys spread the calls over the silos.</summary>
    private const int Workers = 8;

    public static void Map(RouteGroupBuilder efectivos) => efectivos
        .MapGet("/nearest", Nearest).RequireAuthorization(Policies.CanRead)
        .WithSummary("The k nearest to a point, exact on the sphere, nearest first; whoever has a position counts unless a filter is given");

    /// <param name="Lat">Degrees, -90..90.</param>
    /// <param name="Lon">Degrees, -180..180.</param>
    /// <param name="K">1–1,000; 10 when left out.</param>
    /// <param name="Freshness">At least so fresh: Stale lets Live pass too.</param>
    /// <param name="MaxDistanceM">Metres, included.</param>
    public sealed record Parameters(
        [FromQuery(Name = "lat")] string? Lat,
        [FromQuery(Name = "lon")] string? Lon,
        [FromQuery(Name = "k")] string? K,
        [FromQuery(Name = "availability")] string? Availability,
        [FromQuery(Name = "skill")] string? Skill,
        [FromQuery(Name = "freshness")] string? Freshness,
        [FromQuery(Name = "maxDistanceM")] string? MaxDistanceM)
    {
        public bool TryRead(out NearestQuery query, out Refusal? refusal)
        {
            var reading = new QueryReading();
            query = new NearestQuery
            {
                Point = new GeoPoint(reading.Number("lat", Lat, -90, 90), reading.Number("lon", Lon, -180, 180)),
                K = reading.Whole("k", K, 1, NearestQuery.KMax, KDefault),
                Filter = reading.Filter(Availability, Skill, Freshness) with { Precise = true },
                MaxDistanceM = MaxDistanceM is null ? double.PositiveInfinity : reading.Number("maxDistanceM", MaxDistanceM, 0, double.MaxValue),
            };
            refusal = reading.Refusal;
            return refusal is null;
        }
    }

    private static async Task<Results<Ok<NearestResource[]>, ProblemHttpResult>> Nearest(
        [AsParameters] Parameters parameters, IGrainFactory grains, CancellationToken cancellation)
    {
        if (!parameters.TryRead(out var query, out var refusal))
        {
            return Problems.BadRequest(refusal!);
        }
        var hits = await grains.GetGrain<ISearchGrain>(Random.Shared.Next(Workers)).Nearest(query, cancellation);
        return TypedResults.Ok(hits.Select(NearestResource.Of).ToArray());
    }

    /// <param name="DistanceM">On the sphere, metres.</param>
    /// <param name="AgeS">Age of the position, seconds.</param>
    public sealed record NearestResource(
        string EfectivoId, double DistanceM, PositionResource Position, Availability Availability, double AgeS, Freshness Freshness)
    {
        public static NearestResource Of(NearestHit hit) => new(
            hit.Member.EfectivoId, hit.DistanceM, PositionResource.Of(hit.Member.Fix), hit.Member.Availability,
            Math.Round(hit.Age.TotalSeconds, 3), hit.Freshness);
    }
}
