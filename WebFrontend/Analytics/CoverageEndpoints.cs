using GrupoGad.Analytics;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;

namespace GrupoGad.WebFrontend.Analytics;

/// <summary>Which cells were covered, and for how long.</summary>
internal static class CoverageEndpoints
{
    public static void Map(RouteGroupBuilder analytics) => analytics
        .MapGet("/coverage", Coverage).RequireAuthorization(Policies.CanRead)
        .Produces<CoverageResource>(200, "application/json", GeoJson.ContentType)
        .WithSummary("Cells in which anybody was, most covered first, of the hours from..to in the last 7 days; as JSON or GeoJSON");

    private static async Task<IResult> Coverage(
        [AsParameters] CoverageParameters parameters, HttpRequest request, IGrainFactory grains, TimeProvider clock, CancellationToken cancellation)
    {
        var reading = new QueryReading();
        var query = parameters.Read(reading, clock.GetUtcNow().UtcDateTime);
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        var answer = await grains.GetGrain<IAnalyticsGrain>(AnalyticsSetup.Worker()).Coverage(query, cancellation);
        var staleness = AnalyticsSetup.Staleness(answer.AsOf, clock);
        var cells = answer.Cells.Select(CoveredCellResource.Of).ToArray();
        return GeoJson.IsWanted(request, parameters.Format)
            ? GeoJson.Answer(new CellFeatures(answer.AsOf, staleness,
                [.. cells.Zip(answer.Cells, (resource, cell) => new Feature(resource.Cell, CellFeatures.Square(cell.Cell), resource))]))
            : TypedResults.Ok(new CoverageResource(answer.AsOf, staleness, query.From, query.To, cells));
    }

    /// <param name="AsOf">UTC; what was stored before is counted. Null: not counted yet.</param>
    /// <param name="StalenessS">Age of the count, seconds.</param>
    public sealed record CoverageResource(DateTime? AsOf, double? StalenessS, DateTime From, DateTime To, IReadOnlyList<CoveredCellResource> Cells);

    /// <param name="Cell">Quadkey.</param>
    /// <param name="EfectivosMax">Different efectivos in the hour that had the most.</param>
    /// <param name="CoveredMinutes">Minutes in which anybody reported from there.</param>
    public sealed record CoveredCellResource(string Cell, long Fixes, int EfectivosMax, int CoveredMinutes)
    {
        public static CoveredCellResource Of(CoveredCell cell) => new(cell.Cell.ToString(), cell.Fixes, cell.EfectivosMax, cell.CoveredMinutes);
    }
}
