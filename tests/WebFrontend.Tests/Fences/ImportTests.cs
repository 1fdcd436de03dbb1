using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using GrupoGad.Fences;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;
using GrupoGad.WebFrontend.Tests.Fakes;

namespace GrupoGad.WebFrontend.Tests.Fences;

public sealed class ImportTests(DoorsWorld world)
{
    [Fact]
    public async Task A_file_of_areas_becomes_fences_in_its_order()
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var answer = await client.PostAsJsonAsync("/api/v1/fences/import?prefix=BARRIO", File(
            Feature(new { name = "Palermo", foreign = new[] { 1 } }), Feature(new { name = "Boedo", code = "BOEDO" }), Feature(new { }, id: 77)), DoorsWorld.Cancel);
        Assert.Equal("BARRIO-1|BOEDO|BARRIO-77", string.Join('|', (await answer.Json()).GetProperty("fences").EnumerateArray().Select(fence => fence.GetProperty("fenceId"))));

        using var taken = await client.PostAsJsonAsync("/api/v1/fences/import?prefix=BARRIO", File(
            Feature(new { name = "Palermo", foreign = new[] { 1 } }), Feature(new { name = "Boedo", code = "BOEDO" }), Feature(new { }, id: "B-77")), DoorsWorld.Cancel);
        Assert.Equal("BARRIO-1 Unchanged|BOEDO Unchanged|B-77 Created", string.Join('|', (await taken.Json()).GetProperty("fences").EnumerateArray()
            .Select(fence => $"{fence.GetProperty("fenceId")} {fence.GetProperty("outcome")}")));
        Assert.Equal("Palermo", FenceScript.Of("BARRIO-1").View!.Plan.Name);
        Assert.Equal("B-77", FenceScript.Of("B-77").View!.Plan.Name);
    }

    public static TheoryData<string, object, string> Malformed => new()
    {
        { "no GeoJSON", new { type = "Topology" }, "type" },
        { "a feature that is nowhere", new { type = "Feature" }, "$.geometry" },
        { "no features", new { type = "FeatureCollection" }, "features" },
        { "no feature", File(Feature(new { code = "IMP-1" }), new { type = "Point" }), "features[1].type" },
        { "no geometry", File(Feature(new { code = "IMP-1" }), new { type = "Feature", properties = new { code = "IMP-2" } }), "features[1].geometry" },
        { "a corner off the earth", File(Feature(new { code = "IMP-1" }), Feature(new { code = "IMP-2" }, ring: [[0, 0], [181, 0], [1, 1], [0, 0]])), "features[1].geometry.coordinates[0][1]" },
        { "a code twice", File(Feature(new { code = "IMP-1" }), Feature(new { code = "IMP-1" })), "features[1].id" },
        { "a number in a collection", File(Feature(new { code = "IMP-1" }), Collection(5)), "features[1].geometry.geometries[0].type" },
        { "nothing in a collection", File(Feature(new { code = "IMP-1" }), Collection([null])), "features[1].geometry.geometries[0].type" },
        { "text after a polygon", File(Feature(new { code = "IMP-1" }), Collection(new { type = "Polygon", coordinates = Array.Empty<int>() }, "x")), "features[1].geometry.geometries[1].type" },
        { "a shape that the grains refuse", File(Feature(new { code = "IMP-1" }), Feature(new { code = "IMP-2", name = FakeFenceDirectoryGrain.RefusedName })), "features[1].shape" },
    };

    [Theory, MemberData(nameof(Malformed))]
    public async Task A_malformed_file_changes_nothing(string why, object file, string named)
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var answer = await client.PostAsJsonAsync("/api/v1/fences/import", file, DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, named);
        Assert.True(FenceScript.Of("IMP-1").Calls.IsEmpty, why);
    }

    [Theory]
    [InlineData("7", "G1-7")]
    [InlineData("\"relation/12\"", "G1-RELATION-12")]
    [InlineData("\"way/9.5\"", "G1-WAY-9-5")]
    [InlineData("\"ZONA-7\"", "ZONA-7")]
    [InlineData("null", "G1-1")]
    public async Task An_id_that_is_no_code_of_ours_stands_behind_the_prefix(string id, string code)
    {
        var answer = await Imported("G1", $$"""{"type":"FeatureCollection","features":[{"type":"Feature","id":{{id}},"properties":null,"geometry":{{Square}} }]}""");
        Assert.Equal([code], answer.GetProperty("fences").EnumerateArray().Select(fence => fence.GetProperty("fenceId").GetString()));
    }

    [Theory]
    [InlineData("a doubled closing corner", """{"type":"Polygon","coordinates":[[[0,0],[0.01,0],[0.01,0.01],[0,0],[0,0]]]}""", 1)]
    [InlineData("a corner said twice", """{"type":"Polygon","coordinates":[[[0,0],[0.01,0],[0.01,0],[0.01,0.01],[0,0]]]}""", 1)]
    [InlineData("a collection of one", """{"type":"GeometryCollection","geometries":[{"type":"Polygon","coordinates":[[[0,0],[0.01,0],[0.01,0.01],[0,0]]]}]}""", 1)]
    [InlineData("a collection of polygons", """{"type":"GeometryCollection","geometries":[{"type":"Polygon","coordinates":[[[0,0],[0.01,0],[0.01,0.01],[0,0]]]},{"type":"MultiPolygon","coordinates":[[[[1,0],[1.01,0],[1.01,0.01],[1,0]]],[[[2,0],[2.01,0],[2.01,0.01],[2,0]]]]}]}""", 3)]
    public async Task What_means_an_area_is_taken(string why, string geometry, int parts)
    {
        var answer = await Imported("G2", $$"""{"type":"Feature","id":"AREA-{{parts}}-{{geometry.Length}}","properties":{},"geometry":{{geometry}} }""");
        var plan = FenceScript.Of(answer.GetProperty("fences")[0].GetProperty("fenceId").GetString()!).View!.Plan;
        Assert.True(plan.Shape.Parts.Length == parts && plan.Shape.Parts.All(part => part.Outer.Length == 3), why);
        Assert.Null(FencePlanRules.Refuses(plan));
    }

    [Fact]
    public async Task A_bare_feature_a_bare_geometry_and_a_file_without_features_are_taken()
    {
        Assert.Equal("G3-1", (await Imported("G3", $$"""{"type":"Feature","properties":null,"geometry":{{Square}} }""")).GetProperty("fences")[0].GetProperty("fenceId").GetString());
        Assert.Equal("G4-1", (await Imported("G4", Square)).GetProperty("fences")[0].GetProperty("fenceId").GetString());
        Assert.Equal(0, (await Imported("G5", """{"type":"FeatureCollection","features":[]}""")).GetProperty("fences").GetArrayLength());
    }

    [Theory]
    [InlineData("urn:ogc:def:crs:OGC:1.3:CRS84", true)]
    [InlineData("EPSG:4326", true)]
    [InlineData("urn:ogc:def:crs:EPSG::3857", false)]
    [InlineData("EPSG:22185", false)]
    public async Task Coordinates_of_another_system_are_never_taken_for_degrees(string name, bool isDegrees)
    {
        var crs = $$"""{"type":"name","properties":{"name":"{{name}}"} }""";
        string[] files =
        [
            $$"""{"type":"FeatureCollection","crs":{{crs}},"features":[{"type":"Feature","properties":null,"geometry":{{Square}} }]}""",
            $$"""{"type":"FeatureCollection","features":[{"type":"Feature","crs":{{crs}},"properties":null,"geometry":{{Square}} }]}""",
            $$"""{"type":"FeatureCollection","features":[{"type":"Feature","properties":null,"geometry":{{Square.Replace("{\"type\"", "{\"crs\":" + crs + ",\"type\"", StringComparison.Ordinal)}} }]}""",
        ];
        foreach (var file in files)
        {
            using var answer = await Posted("G6", file);
            Assert.Equal(isDegrees ? HttpStatusCode.OK : HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.True(isDegrees || (await answer.Json()).GetProperty("field").GetString()!.EndsWith(".crs", StringComparison.Ordinal), file);
        }
    }

    [Fact]
    public async Task Each_feature_that_cannot_be_taken_is_told_with_its_own_reason()
    {
        using var answer = await Posted("G7", $$"""
            {"type":"FeatureCollection","features":[
              {"type":"Feature","properties":{},"geometry":{{Square}} },
              {"type":"Feature","properties":{},"geometry":null},
              {"type":"Feature","properties":{},"geometry":{"type":"GeometryCollection","geometries":[]} },
              {"type":"Feature","properties":{},"geometry":{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[0,0]},{{Square}} ]} },
              {"type":"Feature","properties":{},"geometry":{"type":"MultiPoint","coordinates":[[0,0]]} }]}
            """);
        await answer.IsProblem(HttpStatusCode.BadRequest, "features[1].geometry");
        Assert.Equal(
            ["features[1].geometry", "features[2].geometry.geometries", "features[3].geometry.geometries[0].type", "features[4].geometry.type"],
            (await answer.Json()).GetProperty("faults").EnumerateArray().Select(fault => fault.GetProperty("field").GetString()));
        Assert.True(FenceScript.Of("G7-1").Calls.IsEmpty);
    }

    private static object Collection(params object?[] members) =>
        new { type = "Feature", properties = new { code = "IMP-2" }, geometry = new { type = "GeometryCollection", geometries = members } };

    private const string Square = """{"type":"Polygon","coordinates":[[[0,0],[0.01,0],[0.01,0.01],[0,0.01],[0,0]]]}""";

    private async Task<JsonElement> Imported(string prefix, string file)
    {
        using var answer = await Posted(prefix, file);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(DoorsWorld.Cancel));
        return await answer.Json();
    }

    private async Task<HttpResponseMessage> Posted(string prefix, string file)
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        return await client.PostAsync($"/api/v1/fences/import?prefix={prefix}", new StringContent(file, System.Text.Encoding.UTF8, "application/geo+json"), DoorsWorld.Cancel);
    }

    [Fact]
    public async Task A_real_city_with_a_ring_that_touches_itself_is_refused_and_imported_whole_when_its_repair_is_asked_for()
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        // 48 barrios of Buenos Aires; the data folder has them again as they were published.
        var path = Environment.GetEnvironmentVariable("GAD_DATA") is { Length: > 0 } folder
            ? Path.Combine(folder, "polygons", "buenos_aires_barrios.geojson") : Path.Combine(Root(), "tests", "data", "layers", "buenos_aires_barrios.geojson");
        using var refused = await client.PostAsync("/api/v1/fences/import?prefix=CABA", await Bytes(path), DoorsWorld.Cancel);
        await refused.IsProblem(HttpStatusCode.BadRequest, "features[11].shape.parts");
        using var asked = await client.PostAsync("/api/v1/fences/import?prefix=CABA&repair=false", await Bytes(path), DoorsWorld.Cancel);
        await asked.IsProblem(HttpStatusCode.BadRequest, "features[11].shape.parts");
        Assert.True(FenceScript.Of("CABA-1").Calls.IsEmpty);

        using var taken = await client.PostAsync("/api/v1/fences/import?prefix=CABA&repair=true", await Bytes(path), DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        var fences = (await taken.Json()).GetProperty("fences").EnumerateArray().ToArray();
        Assert.Equal(48, fences.Length);
        Assert.All(fences, fence => Assert.Equal("Created", fence.GetProperty("outcome").GetString()));
        var mended = fences.Select((fence, i) => (Number: i + 1, Done: fence.GetProperty("mended"))).Where(one => one.Done.ValueKind == JsonValueKind.Object).ToArray();
        Assert.Equal([12, 20, 30, 34, 41, 45, 48], mended.Select(one => one.Number));
        foreach (var (number, done) in mended)
        {
            Assert.Contains(done.GetProperty("rule").GetString(), new[] { "a ring does not touch itself", "edges do not cross or lie on each other" });
            Assert.InRange(done.GetProperty("areaAfterM2").GetDouble() / done.GetProperty("areaBeforeM2").GetDouble(), 0.999, 1.001);
            Assert.Equal(2, done.GetProperty("place").GetArrayLength());
            var plan = FenceScript.Of($"CABA-{number}").View!.Plan;
            Assert.Equal(done.GetProperty("parts").GetInt32(), plan.Shape.Parts.Length);
            Assert.Null(FencePlanRules.Refuses(plan));
        }
        // The city says 2,101,995 m², on its own plane.
        Assert.InRange(mended[0].Done.GetProperty("areaBeforeM2").GetDouble(), 2_080_000, 2_120_000);
    }

    [Fact]
    public async Task One_area_that_cannot_be_mended_refuses_the_whole_file()
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        double[][] bow = [[0, 0], [0.01, 0.01], [0, 0.01], [0.02, 0], [0, 0]];
        using var answer = await client.PostAsJsonAsync(
            "/api/v1/fences/import?repair=true", File(Feature(new { code = "BOW-1" }), Feature(new { code = "BOW-2" }, ring: bow)), DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, "features[1].shape.parts");
        Assert.Equal("mending changes an area by at most 0.1 %", (await answer.Json()).GetProperty("rule").GetString());
        Assert.True(FenceScript.Of("BOW-1").Calls.IsEmpty);
    }

    [Fact]
    public async Task Neither_true_nor_false_is_refused()
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var answer = await client.PostAsJsonAsync("/api/v1/fences/import?repair=perhaps", File(Feature(new { code = "MAYBE-1" })), DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True(FenceScript.Of("MAYBE-1").Calls.IsEmpty);
    }

    [Fact]
    public async Task What_is_no_JSON_is_refused()
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var answer = await client.PostAsync("/api/v1/fences/import", new StringContent("<kml/>", System.Text.Encoding.UTF8, "application/geo+json"), DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, "$");
    }

    private static async Task<ByteArrayContent> Bytes(string path) => new(await System.IO.File.ReadAllBytesAsync(path, DoorsWorld.Cancel))
    {
        Headers = { ContentType = new("application/geo+json") },
    };

    internal static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder!.FullName, "GrupoGad.Orleans.sln")))
        {
            folder = folder.Parent;
        }
        return folder.FullName;
    }

    private static object File(params object[] features) => new { type = "FeatureCollection", name = "a foreign member", features };

    private static object Feature(object properties, object? id = null, double[][]? ring = null) =>
        new { type = "Feature", id, properties, geometry = FencePlans.Geometry("Polygon", new[] { ring ?? FencePlans.Ring }) };
}
