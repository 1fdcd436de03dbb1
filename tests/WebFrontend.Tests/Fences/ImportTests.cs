using System.Net;
using System.Net.Http.Json;
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
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        await answer.IsProblem(HttpStatusCode.BadRequest, "features[2].id");

        using var taken = await client.PostAsJsonAsync("/api/v1/fences/import?prefix=BARRIO", File(
            Feature(new { name = "Palermo", foreign = new[] { 1 } }), Feature(new { name = "Boedo", code = "BOEDO" }), Feature(new { }, id: "B-77")), DoorsWorld.Cancel);
        Assert.Equal("BARRIO-1 Created|BOEDO Created|B-77 Created", string.Join('|', (await taken.Json()).GetProperty("fences").EnumerateArray()
            .Select(fence => $"{fence.GetProperty("fenceId")} {fence.GetProperty("outcome")}")));
        Assert.Equal("Palermo", FenceScript.Of("BARRIO-1").View!.Plan.Name);
        Assert.Equal("B-77", FenceScript.Of("B-77").View!.Plan.Name);
    }

    public static TheoryData<string, object, string> Malformed => new()
    {
        { "no collection", new { type = "Feature" }, "type" },
        { "nothing in it", File(), "features" },
        { "no feature", File(Feature(new { code = "IMP-1" }), new { type = "Point" }), "features[1].type" },
        { "no geometry", File(Feature(new { code = "IMP-1" }), new { type = "Feature", properties = new { code = "IMP-2" } }), "features[1].geometry" },
        { "a corner off the earth", File(Feature(new { code = "IMP-1" }), Feature(new { code = "IMP-2" }, ring: [[0, 0], [181, 0], [1, 1], [0, 0]])), "features[1].geometry.coordinates[0][1]" },
        { "a code twice", File(Feature(new { code = "IMP-1" }), Feature(new { code = "IMP-1" })), "features[1].id" },
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

    [Fact]
    public async Task What_is_no_JSON_is_refused()
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var answer = await client.PostAsync("/api/v1/fences/import", new StringContent("<kml/>", System.Text.Encoding.UTF8, "application/geo+json"), DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, "$");
    }

    private static object File(params object[] features) => new { type = "FeatureCollection", name = "a foreign member", features };

    private static object Feature(object properties, object? id = null, double[][]? ring = null) =>
        new { type = "Feature", id, properties, geometry = FencePlans.Geometry("Polygon", new[] { ring ?? FencePlans.Ring }) };
}
