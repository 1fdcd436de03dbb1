using System.Net;
using System.Text.Json;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;

namespace GrupoGad.WebFrontend.Tests.Ogc;

/// <summary>The abstract tests of OGC API – Features, Part 1 (OGC 17-069r4, annex A), as far as a reader can be asked. Each names the test it stands for.</summary>
public sealed class OgcTests(DoorsWorld world) : IAsyncLifetime
{
    private static readonly string[] Collections = ["efectivos", "operations", "fences", "tracks"];

    private HttpClient _client = null!;

    public ValueTask InitializeAsync()
    {
        _client = world.FrontEnd.Client(Roles.Integrator);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>/conf/core/root-op, root-success.</summary>
    [Fact]
    public async Task The_landing_page_leads_to_description_conformance_and_data()
    {
        var links = (await Get("/ogc")).GetProperty("links").EnumerateArray().ToArray();
        foreach (var rel in new[] { "self", "service-desc", "conformance", "data" })
        {
            using var there = await _client.GetAsync(Href(links, rel), DoorsWorld.Cancel);
            Assert.Equal(HttpStatusCode.OK, there.StatusCode);
        }
    }

    /// <summary>/conf/core/conformance-op, conformance-success.</summary>
    [Fact]
    public async Task The_conformance_classes_are_declared()
    {
        var classes = (await Get("/ogc/conformance")).GetProperty("conformsTo").EnumerateArray().Select(name => name.GetString()!.Split('/')[^1]);
        Assert.Equal(["core", "oas30", "geojson"], classes);
    }

    /// <summary>/conf/oas30/completeness, /conf/core/api-definition-op.</summary>
    [Fact]
    public async Task The_description_is_OpenAPI_3_0_and_has_every_address_that_answers()
    {
        using var answer = await _client.GetAsync("/ogc/api", DoorsWorld.Cancel);
        Assert.Equal("application/vnd.oai.openapi+json", answer.Content.Headers.ContentType?.MediaType);
        var api = await answer.Json();
        Assert.Equal("3.0.3", api.GetProperty("openapi").GetString());
        var server = api.GetProperty("servers")[0].GetProperty("url").GetString();
        foreach (var path in api.GetProperty("paths").EnumerateObject().Where(path => !path.Name.Contains('{', StringComparison.Ordinal)))
        {
            using var there = await _client.GetAsync(server + path.Name.TrimEnd('/'), DoorsWorld.Cancel);
            Assert.True(there.IsSuccessStatusCode, $"{path.Name}: {there.StatusCode}");
        }
        Assert.All(Collections, collection => Assert.True(api.GetProperty("paths").TryGetProperty($"/collections/{collection}/items/{{featureId}}", out _)));
    }

    /// <summary>/conf/core/fc-md-op, fc-md-success, fc-md-links, fc-md-items, sfc-md-op.</summary>
    [Fact]
    public async Task Each_collection_is_described_the_same_in_the_list_and_by_itself_and_leads_to_its_features()
    {
        var all = (await Get("/ogc/collections")).GetProperty("collections").EnumerateArray().ToArray();
        Assert.Equal(Collections, all.Select(collection => collection.GetProperty("id").GetString()));
        foreach (var collection in all)
        {
            Assert.True(JsonElement.DeepEquals(collection, await Get($"/ogc/collections/{collection.GetProperty("id")}")));
            Assert.Equal("http://www.opengis.net/def/crs/OGC/1.3/CRS84", collection.GetProperty("crs")[0].GetString());
            Assert.Equal(4, collection.GetProperty("extent").GetProperty("spatial").GetProperty("bbox")[0].GetArrayLength());
            using var items = await _client.GetAsync(Href([.. collection.GetProperty("links").EnumerateArray()], "items"), DoorsWorld.Cancel);
            Assert.Equal("application/geo+json", items.Content.Headers.ContentType?.MediaType);
        }
    }

    /// <summary>/conf/core/fc-op, fc-response, fc-links, fc-timeStamp, fc-numberReturned, /conf/geojson/content.</summary>
    [Fact]
    public async Task Features_are_a_GeoJSON_collection_that_tells_itself_its_time_and_its_number()
    {
        var code = await world.Register();
        await world.Place(code, -34.601, -58.381);
        foreach (var collection in Collections)
        {
            var page = await Get($"/ogc/collections/{collection}/items?limit=7");
            Assert.Equal("FeatureCollection", page.GetProperty("type").GetString());
            Assert.Equal(page.GetProperty("features").GetArrayLength(), page.GetProperty("numberReturned").GetInt32());
            Assert.InRange(page.GetProperty("features").GetArrayLength(), 0, 7);
            Assert.True(page.GetProperty("timeStamp").TryGetDateTime(out _));
            Assert.All(page.GetProperty("features").EnumerateArray(), feature => Assert.Equal("Feature", feature.GetProperty("type").GetString()));
            Assert.EndsWith($"/ogc/collections/{collection}/items?limit=7", Href([.. page.GetProperty("links").EnumerateArray()], "self"), StringComparison.Ordinal);
        }
    }

    /// <summary>/conf/core/f-op, f-success, f-links.</summary>
    [Fact]
    public async Task A_feature_leads_to_itself_and_its_collection()
    {
        var code = await world.Register();
        await world.Place(code, -34.602, -58.382);
        var feature = await Get($"/ogc/collections/efectivos/items/{code}");
        Assert.Equal(code, feature.GetProperty("id").GetString());
        Assert.Equal([-58.382, -34.602], feature.GetProperty("geometry").GetProperty("coordinates").EnumerateArray().Select(number => number.GetDouble()));
        var links = feature.GetProperty("links").EnumerateArray().ToArray();
        Assert.True(JsonElement.DeepEquals(feature.GetProperty("geometry"), (await Get(Href(links, "self"))).GetProperty("geometry")));
        Assert.Equal("efectivos", (await Get(Href(links, "collection"))).GetProperty("id").GetString());
    }

    /// <summary>/conf/core/fc-bbox-definition, fc-bbox-response; also over the antimeridian and with heights.</summary>
    [Theory]
    [InlineData("179.99,-1,-179.99,1", true)]
    [InlineData("179.99,-1,0,-179.99,1,100", true)]
    [InlineData("179.99,-1,180,1", true)]
    [InlineData("-179.98,-1,-170,1", false)]
    public async Task A_box_gives_who_is_inside(string bbox, bool isInside)
    {
        var code = await world.Register("E-DATELINE");
        await world.Place(code, 0.5, 179.999);
        Assert.Equal(isInside, (await Ids($"/ogc/collections/efectivos/items?limit=5000&bbox={bbox}")).Contains(code));
    }

    /// <summary>/conf/core/fc-time-definition, fc-time-response.</summary>
    [Theory]
    [InlineData("2000-01-01T00:00:00Z/..", true)]
    [InlineData("../2000-01-01T00:00:00Z", false)]
    [InlineData("2000-01-01T00:00:00Z", false)]
    [InlineData("2000-01-01T00:00:00Z/2001-01-01T00:00:00Z", false)]
    public async Task A_time_gives_what_is_of_that_time(string datetime, bool isIn)
    {
        var code = await world.Register();
        await world.Place(code, -34.603, -58.383);
        Assert.Equal(isIn, (await Ids($"/ogc/collections/efectivos/items?limit=5000&datetime={datetime}&bbox=-58.3831,-34.6031,-58.3829,-34.6029")).Contains(code));
    }

    /// <summary>/conf/core/fc-limit-definition, fc-limit-response: pages follow each other to the end, nothing twice.</summary>
    [Fact]
    public async Task Next_leads_through_everything_once()
    {
        foreach (var _ in Enumerable.Range(0, 5))
        {
            await world.Place(await world.Register(), 10.5, 10.5);
        }
        var (ids, href) = (new List<string>(), "/ogc/collections/efectivos/items?limit=2&bbox=10.4,10.4,10.6,10.6");
        for (var pages = 0; href is not null && pages < 20; pages++)
        {
            var page = await Get(href);
            ids.AddRange(page.GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("id").GetString()!));
            href = page.GetProperty("links").EnumerateArray().Where(link => link.GetProperty("rel").GetString() == "next").Select(link => link.GetProperty("href").GetString()).FirstOrDefault();
        }
        Assert.True(ids.Count >= 5 && ids.Distinct().Count() == ids.Count, string.Join(' ', ids));
    }

    /// <summary>/conf/core/query-param-unknown, query-param-invalid.</summary>
    [Theory]
    [InlineData("items?colour=red", "colour")]
    [InlineData("items?limit=0", "limit")]
    [InlineData("items?limit=x", "limit")]
    [InlineData("items?bbox=1,2,3", "bbox")]
    [InlineData("items?bbox=1,2,3,4,5", "bbox")]
    [InlineData("items?bbox=0,50,10,40", "bbox")]
    [InlineData("items?datetime=yesterday", "datetime")]
    [InlineData("items?datetime=../..", "datetime")]
    [InlineData("items?datetime=2026-01-02T00:00:00Z/2026-01-01T00:00:00Z", "datetime")]
    [InlineData("items?bbox=1,2,3,4&bbox=1,2,3,4", "bbox")]
    [InlineData("items/E-0001?limit=5", "limit")]
    public async Task What_the_standard_does_not_define_is_refused(string question, string named)
    {
        using var answer = await _client.GetAsync("/ogc/collections/efectivos/" + question, DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, named);
    }

    [Theory]
    [InlineData("/ogc/collections/dragons", "collection")]
    [InlineData("/ogc/collections/dragons/items", "collection")]
    [InlineData("/ogc/collections/efectivos/items/E-NOBODY", "id")]
    [InlineData("/ogc/collections/operations/items/none", "id")]
    [InlineData("/ogc/collections/fences/items/NONE-AT-ALL", "id")]
    public async Task What_is_not_there_is_not_found(string address, string named)
    {
        using var answer = await _client.GetAsync(address, DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.NotFound, named);
    }

    [Fact]
    public async Task More_features_than_we_give_are_no_fault()
    {
        using var answer = await _client.GetAsync("/ogc/collections/operations/items?limit=1000000", DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData(Roles.Efectivo, HttpStatusCode.Forbidden)]
    public async Task Nobody_sees_anything_without_the_right(string? role, HttpStatusCode status)
    {
        using var client = world.FrontEnd.Client(role);
        using var answer = await client.GetAsync("/ogc/collections/efectivos/items", DoorsWorld.Cancel);
        Assert.Equal(status, answer.StatusCode);
    }

    private async Task<JsonElement> Get(string address)
    {
        using var answer = await _client.GetAsync(address, DoorsWorld.Cancel);
        Assert.True(answer.IsSuccessStatusCode, $"{address}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync(DoorsWorld.Cancel)}");
        return await answer.Json();
    }

    private async Task<string?[]> Ids(string address) =>
        [.. (await Get(address)).GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("id").GetString())];

    private static string Href(JsonElement[] links, string rel) =>
        links.Single(link => link.GetProperty("rel").GetString() == rel).GetProperty("href").GetString()!;
}
