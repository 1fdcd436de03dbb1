using System.Net;
using System.Net.Http.Json;
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

    [Fact]
    public async Task An_offset_passes_over_so_many()
    {
        for (var i = 0; i < 5; i++)
        {
            await world.Place(await world.Register(), 20.5, 20.5);
        }
        const string all = "/ogc/collections/efectivos/items?bbox=20.4,20.4,20.6,20.6";
        var ids = await Ids(all);
        Assert.True(ids.Length >= 5);
        Assert.Equal(ids[3..5], await Ids(all + "&limit=2&offset=3&f=json"));
        Assert.Empty(await Ids(all + "&offset=1000"));
    }

    /// <summary>A client of others, as its users run it: it asks every document with f=json, and pages by offset.</summary>
    [Fact]
    public async Task The_ogc_client_of_camptocamp_reads_all_of_it()
    {
        var script = Path.Combine(Fences.ImportTests.Root(), "WebFrontend", "Console", "scripts", "ogc-client.mjs");
        Assert.SkipUnless(Directory.Exists(Path.Combine(Path.GetDirectoryName(script)!, "..", "node_modules", "@camptocamp", "ogc-client")), "the console's packages are not installed");
        var code = await world.Register();
        await world.Place(code, 30.5, 30.5);
        var start = new System.Diagnostics.ProcessStartInfo("node", [script, $"{world.FrontEnd.Http}ogc", code]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["GAD_TOKEN"] = Tokens.Issue(FrontEnd.Key, Roles.Integrator);
        using var client = System.Diagnostics.Process.Start(start)!;
        var (said, faults) = (client.StandardOutput.ReadToEndAsync(DoorsWorld.Cancel), client.StandardError.ReadToEndAsync(DoorsWorld.Cancel));
        await client.WaitForExitAsync(DoorsWorld.Cancel).WaitAsync(TimeSpan.FromSeconds(60), DoorsWorld.Cancel);
        Assert.True(client.ExitCode == 0, await faults);
        using var read = JsonDocument.Parse(await said);
        Assert.Equal(Collections, read.RootElement.GetProperty("collections").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal("GRUPO_GAD", read.RootElement.GetProperty("title").GetString());
        Assert.Equal(code, read.RootElement.GetProperty("item").GetProperty("id").GetString());
        Assert.Contains(code, read.RootElement.GetProperty("items").EnumerateArray().Select(id => id.GetString()));
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
    [InlineData("items?cursor=abc", "cursor")]
    [InlineData("items?cursor=", "cursor")]
    [InlineData("items?limit=-99999999999", "limit")]
    [InlineData("items?limit=1.5", "limit")]
    [InlineData("items?offset=-1", "offset")]
    [InlineData("items?f=html", "f")]
    [InlineData("?f=html", "f")]
    [InlineData("?limit=1", "limit")]
    [InlineData("../../collections?limit=5", "limit")]
    [InlineData("../../conformance?colour=red", "colour")]
    [InlineData("../../api?colour=red", "colour")]
    [InlineData("../..?colour=red", "colour")]
    public async Task What_the_standard_does_not_define_is_refused(string question, string named)
    {
        using var answer = await _client.GetAsync(question[0] == '?' ? "/ogc/collections/efectivos" + question : "/ogc/collections/efectivos/" + question, DoorsWorld.Cancel);
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
        foreach (var limit in new[] { "1000000", "2147483648", "99999999999999999999999999" })
        {
            using var answer = await _client.GetAsync("/ogc/collections/operations/items?limit=" + limit, DoorsWorld.Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Outer_rings_go_counter_clockwise_and_holes_clockwise_however_they_came(bool reversed)
    {
        double[][] outer = [[10, 10], [10, 11], [11, 11], [11, 10], [10, 10]];
        double[][] hole = [[10.4, 10.4], [10.6, 10.4], [10.6, 10.6], [10.4, 10.6], [10.4, 10.4]];
        using var client = world.FrontEnd.Client(Roles.Operator);
        var code = reversed ? "OGC-CCW" : "OGC-CW";
        using var put = await client.PutAsJsonAsync($"/api/v1/fences/{code}", new
        {
            name = code, geometry = new { type = "Polygon", coordinates = reversed ? new[] { outer.Reverse().ToArray(), hole.Reverse().ToArray() } : [outer, hole] },
        }, DoorsWorld.Cancel);
        Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync(DoorsWorld.Cancel));
        foreach (var geometry in new[]
        {
            (await Get($"/ogc/collections/fences/items/{code}")).GetProperty("geometry"), (await Get($"/api/v1/fences/{code}")).GetProperty("plan").GetProperty("geometry"),
        })
        {
            var rings = geometry.GetProperty("coordinates").EnumerateArray().Select(ring => Twice([.. ring.EnumerateArray().Select(at => (at[0].GetDouble(), at[1].GetDouble()))])).ToArray();
            Assert.True(rings is [> 0, < 0], $"{code}: {geometry}");
        }

        static double Twice((double X, double Y)[] ring) => ring.Zip(ring.Skip(1), (a, b) => a.X * b.Y - b.X * a.Y).Sum();
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
