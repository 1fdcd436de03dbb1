using GrupoGad.Fences;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Fences;

namespace GrupoGad.WebFrontend.Ogc;

/// <summary>Fences: areas, circles as their centre and corridors as their line, both with <c>radiusM</c>.</summary>
internal sealed class FencesCollection(IGrainFactory grains) : IOgcCollection
{
    private const int PageMax = 1_000;

    public string Id => "fences";

    public string Title => "Geocercas";

    public string Description => "Geocercas: áreas, círculos y corredores. / Fences: areas, circles and corridors.";

    public async Task<OgcFeatures> Page(OgcQuestion question, string cursor, CancellationToken cancellation)
    {
        var page = await Directories.Any(grains).Find(
            new FenceQuery { Bounds = question.Bounds, After = cursor, Limit = Math.Min(question.Limit, PageMax) }, cancellation);
        return new OgcFeatures([.. page.Fences.Select(Feature)], page.Next);
    }

    public async Task<ItemFeature?> Find(string id, OgcQuestion question, CancellationToken cancellation) =>
        FenceCode.IsValid(id) && await grains.GetGrain<IFenceGrain>(id).Describe(cancellation) is { } view ? Feature(view) : null;

    public bool IsCursor(string cursor, OgcQuestion question) => FenceCode.IsValid(cursor);

    private static ItemFeature Feature(FenceView view)
    {
        var feature = FenceResource.Of(view).ToFeature();
        var way = view.Plan.Shape.Kind == FenceKind.Corridor ? GeoJsonShapes.Line(view.Plan.Shape.Line) : null;
        return new ItemFeature(view.FenceId, way ?? feature.Geometry, feature.Properties);
    }
}
