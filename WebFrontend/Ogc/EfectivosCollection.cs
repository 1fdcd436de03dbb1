using GrupoGad.Cells;
using GrupoGad.Efectivos;
using GrupoGad.WebFrontend.Efectivos;
using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Ogc;

/// <summary>Where every efectivo is now.</summary>
internal sealed class EfectivosCollection(IGrainFactory grains, TimeProvider clock, IOptions<FreshnessOptions> freshness) : IOgcCollection
{
    private const int Workers = 8;

    public string Id => "efectivos";

    public string Title => "Efectivos";

    public string Description => "Posición actual de cada efectivo. / Where every efectivo is now.";

    public async Task<OgcFeatures> Page(OgcQuestion question, string cursor, CancellationToken cancellation)
    {
        var query = new AreaQuery { Bounds = question.Bounds ?? OgcQuestion.World, Limit = question.Limit, Cursor = cursor };
        var page = await grains.GetGrain<ISearchGrain>(Random.Shared.Next(Workers)).Within(query, cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        var features = page.Members.Where(member => question.Covers(member.Fix.DeviceTime))
            .Select(member => new ItemFeature(member.EfectivoId, GeoJson.Point(member.Fix), MemberResource.Of(member, now, freshness.Value)));
        return new OgcFeatures([.. features], page.Next);
    }

    public async Task<ItemFeature?> Find(string id, OgcQuestion question, CancellationToken cancellation)
    {
        if (!EfectivoCode.IsValid(id) || await grains.GetGrain<IEfectivoGrain>(id).Describe(cancellation) is not { } view)
        {
            return null;
        }
        return new ItemFeature(id, view.Fix is { } fix ? GeoJson.Point(fix) : null, EfectivoResource.Of(view));
    }

    public bool IsCursor(string cursor, OgcQuestion question) => AreaCursor.IsValid(cursor);
}
