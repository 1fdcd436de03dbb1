using GrupoGad.Operations;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Operations;

namespace GrupoGad.WebFrontend.Ogc;

/// <summary>Operations at their point, or the middle of their area; with the time for which they are planned.</summary>
internal sealed class OperationsCollection(IGrainFactory grains) : IOgcCollection
{
    private const int Workers = 8;
    private const int PageMax = 500;

    public string Id => "operations";

    public string Title => "Operaciones";

    public string Description => "Operativos: lugar, estado y tiempo previsto. / Operations: place, status and planned time.";

    public async Task<OgcFeatures> Page(OgcQuestion question, string cursor, CancellationToken cancellation)
    {
        var page = await grains.GetGrain<IOperationDirectoryGrain>(Random.Shared.Next(Workers)).Find(new OperationQuery
        {
            After = cursor,
            Limit = Math.Min(question.Limit, PageMax),
            Bounds = question.Bounds,
            From = question.From,
            To = question.To,
        }, cancellation);
        return new OgcFeatures([.. page.Operations.Select(Feature)], page.Next);
    }

    public async Task<ItemFeature?> Find(string id, OgcQuestion question, CancellationToken cancellation)
    {
        if (!OperationCode.IsValid(id) || await grains.GetGrain<IOperationGrain>(id).Describe(cancellation) is not { } view)
        {
            return null;
        }
        return new ItemFeature(id, Shape(view.Plan), OperationResource.Of(view));
    }

    public bool IsCursor(string cursor, OgcQuestion question) => OperationCode.IsValid(cursor);

    private static ItemFeature Feature(OperationSummary summary) =>
        new(summary.OperationId, summary.Point is { } point ? GeoJson.Point(point) : null, OperationSummaryResource.Of(summary));

    /// <summary>A single operation shows its area where it has one.</summary>
    private static Geometry? Shape(OperationPlan plan) => plan.Area.IsEmpty
        ? plan.Point is { } point ? GeoJson.Point(point) : null
        : new Geometry("Polygon", new[] { GeoJsonShapes.Turned(plan.Area, isHole: false) is var ring ? ring.Append(ring[0]).Select(GeoJson.Position).ToArray() : [] });
}
