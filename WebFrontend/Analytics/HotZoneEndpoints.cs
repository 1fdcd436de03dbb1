using GrupoGad.Analytics;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;

namespace GrupoGad.WebFrontend.Analytics;

/// <summary>Where most happened.</summary>
internal static class HotZoneEndpoints
{
    public static void Map(RouteGroupBuilder analytics) => analytics
        .MapGet("/hot-zones", HotZones).RequireAuthorization(Policies.CanRead)
        .Produces<HotZonesResource>(200, "application/json", GeoJson.ContentType)
        .WithSummary("Cells in which operations were and alarms were raised in the last 30 days, hottest first; as JSON or GeoJSON");

    private static async Task<IResult> HotZones(
        [AsParameters] CellParameters parameters, HttpRequest request, IGrainFactory grains, TimeProvider clock, CancellationToken cancellation)
    {
        var reading = new QueryReading();
        var (bounds, limit) = parameters.Read(reading);
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        var answer = await grains.GetGrain<IAnalyticsGrain>(AnalyticsSetup.Worker()).HotZones(new() { Bounds = bounds, Limit = limit }, cancellation);
        var staleness = AnalyticsSetup.Staleness(answer.AsOf, clock);
        var zones = answer.Zones.Select(HotZoneResource.Of).ToArray();
        return GeoJson.IsWanted(request, parameters.Format)
            ? GeoJson.Answer(new CellFeatures(answer.AsOf, staleness,
                [.. zones.Zip(answer.Zones, (resource, zone) => new Feature(resource.Cell, CellFeatures.Square(zone.Cell), resource))]))
            : TypedResults.Ok(new HotZonesResource(answer.AsOf, staleness, zones));
    }

    /// <param name="AsOf">UTC; what was stored before is counted. Null: not counted yet.</param>
    /// <param name="StalenessS">Age of the count, seconds.</param>
    public sealed record HotZonesResource(DateTime? AsOf, double? StalenessS, IReadOnlyList<HotZoneResource> Zones);

    /// <param name="Cell">Quadkey.</param>
    /// <param name="Urgent">Operations of priority Urgent and Critical.</param>
    /// <param name="Score">Priorities of the operations, 1 to 5, and 5 for each alarm.</param>
    public sealed record HotZoneResource(string Cell, int Operations, int Urgent, int Alarms, int Score, DateTime LastAt)
    {
        public static HotZoneResource Of(HotZone zone) => new(zone.Cell.ToString(), zone.Operations, zone.Urgent, zone.Alarms, zone.Score, zone.LastAt);
    }
}
