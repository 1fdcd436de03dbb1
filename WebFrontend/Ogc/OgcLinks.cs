using GrupoGad.WebFrontend.Efectivos;

namespace GrupoGad.WebFrontend.Ogc;

/// <summary>Links as the caller sees them: below the address it used itself.</summary>
internal sealed class OgcLinks(HttpRequest request)
{
    public const string Json = "application/json";
    public const string OpenApi = "application/vnd.oai.openapi+json;version=3.0";

    private string Root => $"{request.Scheme}://{request.Host}{request.PathBase}{OgcSetup.Path}";

    public OgcLink Self(string type, string title) => new($"{request.Scheme}://{request.Host}{request.PathBase}{request.Path}{request.QueryString}", "self", type, title);

    public OgcLink To(string path, string rel, string type, string title) => new(Root + path, rel, type, title);

    public OgcLink Items(string collection) => To($"/collections/{collection}/items", "items", GeoJson.ContentType, "Features");

    /// <summary>The same question, from where this page ended.</summary>
    public OgcLink Next(string cursor)
    {
        var others = request.Query.Where(pair => pair.Key is not ("cursor" or "offset"));
        var query = QueryString.Create([.. others, new("cursor", cursor)]).ToUriComponent();
        return new OgcLink($"{request.Scheme}://{request.Host}{request.PathBase}{request.Path}{query}", "next", GeoJson.ContentType, "Next page");
    }
}
