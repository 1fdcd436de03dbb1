using System.Security.Claims;
using GrupoGad.History;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Places;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GrupoGad.WebFrontend.History;

/// <summary>A track in trips and stops.</summary>
internal static class TripEndpoints
{
    private const int DaysMax = 31;
    private const int Workers = 8;

    public static void Map(RouteGroupBuilder efectivos) => efectivos
        .MapGet("/{id}/trips", Read).RequireAuthorization(Policies.CanRead).ProducesProblem(413)
        .WithSummary("Its track as trips, stops (3 minutes or more within 50 m) and silences (10 minutes or more); the last 24 hours unless from and to say otherwise");

    /// <param name="from">Device time, included; ISO 8601 with a time zone.</param>
    /// <param name="to">Excluded.</param>
    private static async Task<Results<Ok<TripsResource>, ProblemHttpResult>> Read(
        string id, string? from, string? to, ClaimsPrincipal user, IGrainFactory grains, PastReads reads, TimeProvider clock, CancellationToken cancellation)
    {
        var reading = new QueryReading();
        var stretch = reading.Stretch(id, from, to, clock.GetUtcNow().UtcDateTime, DaysMax);
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        reads.Track(user, "trips", id, stretch.From, stretch.To);
        var query = new TripsQuery { EfectivoId = id, From = stretch.From, To = stretch.To };
        var trips = await grains.GetGrain<IHistoryGrain>(Random.Shared.Next(Workers)).Trips(query, cancellation);
        return HistoryRefusals.Of(trips.Verdict, "from", from) is { } problem
            ? problem
            : TypedResults.Ok(new TripsResource(id, query.From, query.To, [.. trips.Legs.Select(LegResource.Of)]));
    }

    public sealed record TripsResource(string EfectivoId, DateTime From, DateTime To, IReadOnlyList<LegResource> Legs);

    /// <param name="Start">Where a trip or silence began, or a stop was.</param>
    /// <param name="DistanceM">Along its fixes, metres; 0 of a stop or silence.</param>
    /// <param name="SpeedMps">Mean over the trip; 0 otherwise.</param>
    public sealed record LegResource(
        LegKind Kind, DateTime From, DateTime To, double DurationS, PointItem Start, PointItem End, double DistanceM, double SpeedMps, int Fixes)
    {
        public static LegResource Of(TrackLeg leg) => new(
            leg.Kind, leg.From, leg.To, leg.Duration.TotalSeconds, PointItem.Of(leg.Start), PointItem.Of(leg.End), Math.Round(leg.DistanceM, 1),
            leg.Duration > TimeSpan.Zero ? Math.Round(leg.DistanceM / leg.Duration.TotalSeconds, 2) : 0, leg.Fixes);
    }
}
