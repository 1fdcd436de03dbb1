using GrupoGad.Analytics;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GrupoGad.WebFrontend.Analytics;

/// <summary>How much of its area each jurisdiction served, and where that goes.</summary>
internal static class JurisdictionEndpoints
{
    private const int NameMax = 100;

    public static void Map(RouteGroupBuilder analytics) => analytics
        .MapGet("/jurisdictions", Read).RequireAuthorization(Policies.CanRead)
        .WithSummary("km² served and cell-minutes uncovered by jurisdiction and day, of the whole hours from..to in the last 7 days, with the trend; jurisdiction chooses one");

    private static async Task<Results<Ok<JurisdictionsResource>, ProblemHttpResult>> Read(
        string? from, string? to, string? jurisdiction, IGrainFactory grains, TimeProvider clock, CancellationToken cancellation)
    {
        var reading = new QueryReading();
        var now = clock.GetUtcNow().UtcDateTime;
        var asked = new CoverageParameters(from, to, null, null, null).Read(reading, now);
        var name = jurisdiction is null ? null : reading.Text("jurisdiction", jurisdiction, NameMax);
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        var answer = await grains.GetGrain<IJurisdictionCoverageGrain>(AnalyticsSetup.Worker())
            .Read(new() { From = from is null && to is null ? now.AddDays(-AnalyticsLimits.CoverageDays) : asked.From, To = asked.To, Jurisdiction = name }, cancellation);
        return TypedResults.Ok(new JurisdictionsResource(answer.AsOf, AnalyticsSetup.Staleness(answer.AsOf, clock), [.. answer.Jurisdictions.Select(JurisdictionResource.Of)]));
    }

    /// <param name="AsOf">UTC; what was stored before is counted. Null: not counted yet.</param>
    /// <param name="StalenessS">Age of the count, seconds.</param>
    public sealed record JurisdictionsResource(DateTime? AsOf, double? StalenessS, IReadOnlyList<JurisdictionResource> Jurisdictions);

    /// <param name="AreaKm2">Where any of its efectivos was in the last 7 days, in cells of level 14.</param>
    /// <param name="ServedKm2">Of that, where one was in the time asked for.</param>
    /// <param name="UncoveredMinutes">Cell-minutes of its area in which nobody reported from there.</param>
    /// <param name="TrendKm2PerDay">The line through whole days, also those with nobody there; null with fewer than two.</param>
    public sealed record JurisdictionResource(
        string Jurisdiction, double AreaKm2, double ServedKm2, long CoveredMinutes, long UncoveredMinutes, double? TrendKm2PerDay, IReadOnlyList<DayResource> Days)
    {
        public static JurisdictionResource Of(ServedJurisdiction served) => new(
            served.Jurisdiction, Math.Round(served.AreaKm2, 2), Math.Round(served.ServedKm2, 2), served.CoveredMinutes, served.UncoveredMinutes,
            served.TrendKm2PerDay is { } trend ? Math.Round(trend, 3) : null,
            [.. served.Days.Select(day => new DayResource(DateOnly.FromDateTime(day.Day), day.Hours, Math.Round(day.ServedKm2, 2), day.CoveredMinutes, day.UncoveredMinutes))]);
    }

    /// <param name="Day">UTC.</param>
    /// <param name="Hours">Of it within the time asked for.</param>
    public sealed record DayResource(DateOnly Day, int Hours, double ServedKm2, long CoveredMinutes, long UncoveredMinutes);
}
