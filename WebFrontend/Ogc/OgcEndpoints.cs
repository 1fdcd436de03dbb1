using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GrupoGad.WebFrontend.Ogc;

/// <summary>OGC API – Features, Part 1: Core (OGC 17-069r4), read only: for GIS software.</summary>
internal static class OgcEndpoints
{
    private const string Crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
    private const string Gregorian = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian";

    private static readonly string[] ItemsParameters = ["bbox", "datetime", "limit", "offset", "cursor", OgcReading.Format];
    private static readonly string[] ItemParameters = ["datetime", OgcReading.Format];

    private static readonly Conformance Classes = new(
    [
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    ]);

    public static void Map(RouteGroupBuilder ogc)
    {
        // A parameter that is not described is refused, also where none is (OGC 17-069r4, 7.15.7).
        var bare = ogc.MapGroup("").AddEndpointFilter(async (context, next) =>
            OgcReading.Strangers(context.HttpContext.Request.Query) is { } refusal ? Problems.BadRequest(refusal) : await next(context));
        bare.MapGet("", Landing).WithSummary("Landing page");
        bare.MapGet("/conformance", () => Classes).WithSummary("Conformance classes");
        bare.MapGet("/api", (HttpRequest request, IEnumerable<IOgcCollection> collections) =>
            Results.Content(OgcDescription.Write(request, collections), OgcLinks.OpenApi)).WithSummary("This interface as OpenAPI 3.0").Produces<object>(200, OgcLinks.OpenApi);
        bare.MapGet("/collections", List).WithSummary("The collections of features");
        bare.MapGet("/collections/{collection}", Describe).WithSummary("One collection").ProducesProblem(404);
        ogc.MapGet("/collections/{collection}/items", Items).WithSummary("Features of a collection, a page at a time; by bbox, datetime and limit")
            .Produces<object>(200, GeoJson.ContentType).ProducesProblem(404);
        ogc.MapGet("/collections/{collection}/items/{id}", Item).WithSummary("One feature").Produces<object>(200, GeoJson.ContentType).ProducesProblem(404);
    }

    private static LandingPage Landing(HttpRequest request)
    {
        var links = new OgcLinks(request);
        return new LandingPage("GRUPO_GAD", "Efectivos, operativos, geocercas y recorridos. / Efectivos, operations, fences and tracks.",
        [
            links.Self(OgcLinks.Json, "This page"),
            links.To("/api", "service-desc", OgcLinks.OpenApi, "This interface as OpenAPI 3.0"),
            links.To("/conformance", "conformance", OgcLinks.Json, "Conformance classes"),
            links.To("/collections", "data", OgcLinks.Json, "Collections"),
        ]);
    }

    private static CollectionList List(HttpRequest request, IEnumerable<IOgcCollection> collections)
    {
        var links = new OgcLinks(request);
        return new CollectionList([.. collections.Select(collection => Resource(links, collection))], [links.Self(OgcLinks.Json, "Collections")]);
    }

    private static Results<Ok<CollectionResource>, ProblemHttpResult> Describe(string collection, HttpRequest request, IEnumerable<IOgcCollection> collections) =>
        Find(collections, collection) is { } found ? TypedResults.Ok(Resource(new OgcLinks(request), found)) : Unknown(collection);

    private static async Task<IResult> Items(
        string collection, HttpRequest request, IEnumerable<IOgcCollection> collections, TimeProvider clock, CancellationToken cancellation)
    {
        if (Find(collections, collection) is not { } found)
        {
            return Unknown(collection);
        }
        var (question, cursor, refusal) = OgcReading.Read(request.Query, ItemsParameters, found);
        if (refusal is not null)
        {
            return Problems.BadRequest(refusal);
        }
        OgcFeatures page;
        // Pages follow each other by cursor; who counts instead is brought there the same way.
        for (var left = question.Offset; ;)
        {
            page = await found.Page(left > 0 ? question with { Limit = Math.Min(left, OgcReading.LimitMax) } : question, cursor, cancellation);
            if (page.Problem is { } problem)
            {
                return problem;
            }
            if (left == 0)
            {
                break;
            }
            (left, cursor) = (left - page.Features.Count, page.Next);
            if (cursor.Length == 0)
            {
                page = page with { Features = [] };
                break;
            }
        }
        var links = new OgcLinks(request);
        var self = links.Self(GeoJson.ContentType, found.Title);
        return GeoJson.Answer(new ItemPage(
            page.Features, page.Next.Length > 0 ? [self, links.Next(page.Next)] : [self], clock.GetUtcNow().UtcDateTime, page.Features.Count));
    }

    private static async Task<IResult> Item(
        string collection, string id, HttpRequest request, IEnumerable<IOgcCollection> collections, CancellationToken cancellation)
    {
        if (Find(collections, collection) is not { } found)
        {
            return Unknown(collection);
        }
        var (question, _, refusal) = OgcReading.Read(request.Query, ItemParameters, found);
        if (refusal is not null)
        {
            return Problems.BadRequest(refusal);
        }
        var links = new OgcLinks(request);
        return await found.Find(id, question, cancellation) is { } feature
            ? GeoJson.Answer(feature with
            {
                Links = [links.Self(GeoJson.ContentType, id), links.To($"/collections/{found.Id}", "collection", OgcLinks.Json, found.Title)],
            })
            : Problems.NotFound(new Refusal("id", id, "a feature that exists"));
    }

    private static CollectionResource Resource(OgcLinks links, IOgcCollection collection) => new(
        collection.Id, collection.Title, collection.Description,
        new OgcExtent(new OgcSpatial([[-180, -90, 180, 90]], Crs84), new OgcTemporal([[null, null]], Gregorian)), "feature", [Crs84],
        [links.Items(collection.Id), links.To($"/collections/{collection.Id}", "self", OgcLinks.Json, collection.Title)]);

    private static IOgcCollection? Find(IEnumerable<IOgcCollection> collections, string id) => collections.FirstOrDefault(collection => collection.Id == id);

    private static ProblemHttpResult Unknown(string id) => Problems.NotFound(new Refusal("collection", id, "a collection that exists"));
}
