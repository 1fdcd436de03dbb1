using System.Text.Json.Serialization;
using GrupoGad.WebFrontend.Efectivos;

namespace GrupoGad.WebFrontend.Ogc;

/// <param name="Rel">How it is related, e.g. <c>items</c>.</param>
internal sealed record OgcLink(string Href, string Rel, string Type, string Title);

internal sealed record LandingPage(string Title, string Description, IReadOnlyList<OgcLink> Links);

internal sealed record Conformance(IReadOnlyList<string> ConformsTo);

internal sealed record CollectionList(IReadOnlyList<CollectionResource> Collections, IReadOnlyList<OgcLink> Links);

internal sealed record CollectionResource(
    string Id, string Title, string Description, OgcExtent Extent, string ItemType, IReadOnlyList<string> Crs, IReadOnlyList<OgcLink> Links);

/// <summary>Of all that a collection may hold.</summary>
internal sealed record OgcExtent(OgcSpatial Spatial, OgcTemporal Temporal);

internal sealed record OgcSpatial(IReadOnlyList<double[]> Bbox, string Crs);

/// <param name="Interval">Null: open.</param>
internal sealed record OgcTemporal(IReadOnlyList<DateTime?[]> Interval, string Trs);

/// <param name="NumberReturned">Features of this page.</param>
internal sealed record ItemPage(IReadOnlyList<ItemFeature> Features, IReadOnlyList<OgcLink> Links, DateTime TimeStamp, int NumberReturned)
{
    public string Type { get; } = "FeatureCollection";
}

/// <param name="Links">Of a feature by itself; on a page it has none.</param>
internal sealed record ItemFeature(
    string Id, Geometry? Geometry, object Properties,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<OgcLink>? Links = null)
{
    public string Type { get; } = "Feature";
}
