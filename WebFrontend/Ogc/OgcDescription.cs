using System.Text.Json;
using GrupoGad.WebFrontend.Efectivos;

namespace GrupoGad.WebFrontend.Ogc;

/// <summary>The interface as OpenAPI 3.0, which the standard's class oas30 asks for; the whole REST interface is described at <c>/openapi</c>.</summary>
internal static class OgcDescription
{
    public static string Write(HttpRequest request, IEnumerable<IOgcCollection> collections) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["openapi"] = "3.0.3",
        ["info"] = new { title = "GRUPO_GAD, OGC API - Features", version = "1.0.0" },
        ["servers"] = new[] { new { url = $"{request.Scheme}://{request.Host}{request.PathBase}{OgcSetup.Path}" } },
        ["paths"] = Paths(collections.Select(collection => collection.Id).ToArray()),
        ["components"] = new
        {
            securitySchemes = new { bearer = new { type = "http", scheme = "bearer", bearerFormat = "JWT" } },
            parameters = new Dictionary<string, object>
            {
                ["bbox"] = Query("bbox", new { type = "array", oneOf = new[] { Numbers(4), Numbers(6) }, items = new { type = "number" } }, style: "form"),
                ["datetime"] = Query("datetime", new { type = "string" }, style: "form"),
                ["limit"] = Query(
                    "limit", new { type = "integer", minimum = 1, maximum = OgcReading.LimitMax, @default = OgcReading.LimitDefault }, style: "form"),
                ["offset"] = Query("offset", new { type = "integer", minimum = 0, @default = 0 }, style: "form"),
                ["cursor"] = Query("cursor", new { type = "string" }, style: "form"),
                [OgcReading.Format] = Query(OgcReading.Format, new { type = "string", @enum = new[] { "json", "geojson" } }, style: "form"),
            },
        },
        ["security"] = new[] { new { bearer = Array.Empty<string>() } },
    });

    private static Dictionary<string, object> Paths(string[] collections)
    {
        var paths = new Dictionary<string, object>
        {
            ["/"] = Get("Landing page", OgcLinks.Json),
            ["/conformance"] = Get("Conformance classes", OgcLinks.Json),
            ["/api"] = Get("This description", OgcLinks.OpenApi),
            ["/collections"] = Get("The collections of features", OgcLinks.Json),
        };
        foreach (var collection in collections)
        {
            paths[$"/collections/{collection}"] = Get("The collection " + collection, OgcLinks.Json);
            paths[$"/collections/{collection}/items"] = Get(
                "Features of " + collection, GeoJson.ContentType, Reference("bbox"), Reference("datetime"), Reference("limit"), Reference("offset"), Reference("cursor"));
            paths[$"/collections/{collection}/items/{{featureId}}"] = Get(
                "One of " + collection, GeoJson.ContentType,
                new Dictionary<string, object> { ["name"] = "featureId", ["in"] = "path", ["required"] = true, ["schema"] = new { type = "string" } }, Reference("datetime"));
        }
        return paths;
    }

    private static object Get(string summary, string type, params Dictionary<string, object>[] parameters) => new
    {
        get = new
        {
            summary,
            parameters = parameters.Append(Reference(OgcReading.Format)),
            responses = new Dictionary<string, object>
            {
                ["200"] = new { description = summary, content = new Dictionary<string, object> { [type] = new { schema = new { type = "object" } } } },
                ["400"] = new { description = "A parameter has a value that it may not have, or is not known" },
                ["404"] = new { description = "There is none" },
            },
        },
    };

    private static Dictionary<string, object> Reference(string name) => new() { ["$ref"] = "#/components/parameters/" + name };

    private static Dictionary<string, object> Query(string name, object schema, string style) => new()
    {
        ["name"] = name, ["in"] = "query", ["required"] = false, ["schema"] = schema, ["style"] = style, ["explode"] = false,
    };

    private static object Numbers(int count) => new { minItems = count, maxItems = count };
}
