using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using GrupoGad.Fences;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;
using GrupoGad.WebFrontend.Tests.Fakes;

namespace GrupoGad.WebFrontend.Tests.Fences;

public sealed class FenceTests(DoorsWorld world)
{
    public static TheoryData<string> Shapes =>
    [
        JsonSerializer.Serialize(FencePlans.Polygon()),
        JsonSerializer.Serialize(FencePlans.Circle()),
        """{"name":"Moving","radiusM":300,"owner":{"kind":"Efectivo","code":"E-0001"}}""",
        """{"name":"Corridor","geometry":{"type":"LineString","coordinates":[[-58.5,-34.5],[-58.12345678901234,-34.6]]},"radiusM":50,"filter":{"efectivos":["E-0001"]},"watch":{"deviation":true}}""",
        """{"name":"Parts","geometry":{"type":"MultiPolygon","coordinates":[[[[0,0],[4,0],[4,4],[0,0]],[[2,0.5],[3,1],[3,0.5],[2,0.5]]],[[[10,10],[11,10],[11,11],[10,10]]]]},"watch":{"enter":true,"dwellAfterS":90,"voidBelow":2,"crowdAbove":9,"speedAboveMps":13.9}}""",
        """{"name":"Night","geometry":{"type":"Point","coordinates":[0,0]},"radiusM":1,"schedule":{"timeZone":"Europe/Warsaw","windows":[{"day":"Friday","from":"22:00","to":"06:30"}],"from":"2026-01-01T00:00:00Z"},"filter":{"availabilities":["Available"],"units":["Sur"],"skill":"medic"},"reaction":{"on":["Enter","Crowd"],"class":"Critical","kind":"Order","text":"Salga","recipients":[{"kind":"Efectivo","value":"*"},{"kind":"Unit","value":"Sur"}]}}""",
    ];

    [Theory, MemberData(nameof(Shapes))]
    public async Task What_is_put_is_got_and_can_be_put_again_as_it_was_got(string body)
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        var route = $"/api/v1/fences/ZONA-{body.Length}";
        using var created = await client.PutAsync(route, Json(body), DoorsWorld.Cancel);
        using var got = await client.GetAsync(route, DoorsWorld.Cancel);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (created.StatusCode, got.StatusCode));
        Assert.Equal(route, created.Headers.Location?.ToString());
        var plan = (await got.Json()).GetProperty("plan").GetRawText();
        using var again = await client.PutAsync(route, Json(plan), DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(plan, (await again.Json()).GetProperty("plan").GetRawText());
        Assert.All(FenceScript.Of($"ZONA-{body.Length}").Calls, call => Assert.Equal(("put", "test-Operator"), call));
        foreach (var member in JsonDocument.Parse(body).RootElement.EnumerateObject().Where(member => member.Name is "geometry" or "radiusM" or "name"))
        {
            Assert.True(JsonElement.DeepEquals(member.Value, JsonDocument.Parse(plan).RootElement.GetProperty(member.Name)), $"{member.Name} of {plan}");
        }
    }

    public static TheoryData<string, object?, string> BadPlans => new()
    {
        { "name", "", "name" }, { "name", new string('x', 201), "name" }, { "radiusM", 5, "radiusM" }, { "colour", "red", "$.colour" },
        { "geometry", FencePlans.Geometry("Star", Array.Empty<int>()), "geometry.type" },
        { "geometry", FencePlans.Geometry("Polygon", "here"), "geometry.coordinates" },
        { "geometry", FencePlans.Geometry("Polygon", Array.Empty<int>()), "geometry.coordinates" },
        { "geometry", FencePlans.Geometry("Polygon", new[] { FencePlans.Ring[..3] }), "geometry.coordinates[0]" },
        { "geometry", FencePlans.Geometry("Polygon", new[] { new double[][] { [0, 0], [1, 0], [1, 91], [0, 0] } }), "geometry.coordinates[0][2]" },
        { "geometry", FencePlans.Geometry("Polygon", new[] { new object[] { new[] { 0, 0 }, "x" } }), "geometry.coordinates[0][1]" },
        { "geometry", FencePlans.Geometry("LineString", new double[][] { [0], [1, 1] }), "geometry.coordinates[0]" },
        { "owner", new { kind = "Operation", code = "op" }, "owner.code" }, { "owner", new { kind = "Standing", code = "X-1" }, "owner.code" },
        { "owner", new { }, "owner.kind" }, { "watch", new { dwellAfterS = 0.5 }, "watch.dwellAfterS" },
        { "schedule", new { windows = new[] { new { day = "Monday", from = "25:00", to = "06:00" } } }, "schedule.windows[0].from" },
        { "schedule", new { windows = new[] { new { from = "22:00", to = "06:00" } } }, "schedule.windows[0].day" },
        { "filter", new { efectivos = new[] { "E-0001", "e" } }, "filter.efectivos[1]" },
        { "reaction", new { on = Array.Empty<string>() }, "reaction.on" },
        { "reaction", new { on = new[] { "Enter" }, @class = "Critical", kind = "Order", text = "x", recipients = new[] { new { kind = "Efectivo", value = "e" } } }, "reaction.recipients[0].value" },
    };

    [Theory, MemberData(nameof(BadPlans))]
    public async Task A_bad_plan_is_refused_by_field(string member, object? value, string named)
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var answer = await client.PutAsJsonAsync("/api/v1/fences/ZONA-BAD", FencePlans.Polygon((member, value)), DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, named);
        Assert.Empty(FenceScript.Of("ZONA-BAD").Calls);
    }

    [Fact]
    public async Task More_corners_than_a_fence_may_have_are_refused()
    {
        var ring = Enumerable.Range(0, FenceShape.VerticesMax).Select(i => new[] { i / 1e6, 0 }).ToArray();
        using var client = world.FrontEnd.Client(Roles.Operator);
        var geometry = FencePlans.Geometry("MultiPolygon", new[] { new[] { ring }, new[] { ring } });
        using var answer = await client.PutAsJsonAsync("/api/v1/fences/ZONA-BAD", FencePlans.Polygon(("geometry", geometry)), DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, "geometry.coordinates[0][0]");
    }

    [Fact]
    public async Task A_broken_shape_is_refused_with_the_place_of_the_fault()
    {
        FenceScript.Of("ZONA-BROKEN").Answer = new FenceAnswer
        {
            Outcome = FenceOutcome.Invalid, Field = "Shape.Parts", Value = "self-intersection", Rule = "a ring that does not cross itself", Fault = new(-34.5, -58.25),
        };
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var answer = await client.PutAsJsonAsync("/api/v1/fences/ZONA-BROKEN", FencePlans.Polygon(), DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, "shape.parts");
        Assert.Equal("self-intersection at [-58.25, -34.5]", (await answer.Json()).GetProperty("value").GetString());
    }

    [Fact]
    public async Task A_fence_that_nobody_made_is_not_found()
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var got = await client.GetAsync("/api/v1/fences/ZONA-NONE", DoorsWorld.Cancel);
        await got.IsProblem(HttpStatusCode.NotFound, "id");
        using var removed = await client.DeleteAsync("/api/v1/fences/ZONA-NONE", DoorsWorld.Cancel);
        await removed.IsProblem(HttpStatusCode.NotFound, "id");
        using var bad = await client.GetAsync("/api/v1/fences/zona", DoorsWorld.Cancel);
        await bad.IsProblem(HttpStatusCode.BadRequest, "id");
    }

    [Fact]
    public async Task A_removed_fence_is_gone()
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        (await client.PutAsJsonAsync("/api/v1/fences/ZONA-GONE", FencePlans.Circle(), DoorsWorld.Cancel)).Dispose();
        using var removed = await client.DeleteAsync("/api/v1/fences/ZONA-GONE", DoorsWorld.Cancel);
        using var got = await client.GetAsync("/api/v1/fences/ZONA-GONE", DoorsWorld.Cancel);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (removed.StatusCode, got.StatusCode));
    }

    [Theory]
    [InlineData(Roles.Auditor, HttpStatusCode.Forbidden)]
    [InlineData(Roles.Efectivo, HttpStatusCode.Forbidden)]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    public async Task Who_may_not_command_makes_no_fence(string? role, HttpStatusCode status)
    {
        using var client = world.FrontEnd.Client(role);
        using var answer = await client.PutAsJsonAsync("/api/v1/fences/ZONA-ROLE", FencePlans.Circle(), DoorsWorld.Cancel);
        Assert.Equal(status, answer.StatusCode);
        Assert.Empty(FenceScript.Of("ZONA-ROLE").Calls);
    }

    [Fact]
    public async Task While_the_store_is_away_a_caller_is_told_when_to_come_again()
    {
        FenceScript.Of("ZONA-AWAY").Away = true;
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var answer = await client.PutAsJsonAsync("/api/v1/fences/ZONA-AWAY", FencePlans.Circle(), DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.ServiceUnavailable, "postgis");
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task Fences_are_listed_as_GeoJSON_with_a_link_to_the_next_page()
    {
        using var client = world.FrontEnd.Client(Roles.Integrator);
        using var answer = await client.GetAsync("/api/v1/fences?format=geojson&limit=1&bbox=-59,-35,-58,-34&operation=OP-1", DoorsWorld.Cancel);
        Assert.Equal("application/geo+json", answer.Content.Headers.ContentType?.MediaType);
        var page = await answer.Json();
        Assert.Equal("FeatureCollection", page.GetProperty("type").GetString());
        Assert.Equal("/api/v1/fences?format=geojson&limit=1&bbox=-59,-35,-58,-34&operation=OP-1&after=ZONA-1", Uri.UnescapeDataString(page.GetProperty("next").GetString()!));
        Assert.Equal(4, page.GetProperty("features")[0].GetProperty("geometry").GetProperty("coordinates")[0].GetArrayLength());
        Assert.Contains(FakeFenceDirectoryGrain.Asked, asked => asked.Owner == new FenceOwner(FenceOwnerKind.Operation, "OP-1") && asked.Bounds == new Geo.GeoBounds(-35, -59, -34, -58));
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("bbox=1,2,3", "bbox")]
    [InlineData("after=zona", "after")]
    [InlineData("format=kml", "format")]
    [InlineData("operation=OP-1&efectivo=E-0001", "efectivo")]
    [InlineData("operation=op 1", "operation")]
    [InlineData("efectivo=", "efectivo")]
    public async Task A_bad_question_is_refused_by_parameter(string query, string named)
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var answer = await client.GetAsync("/api/v1/fences?" + query, DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, named);
    }

    private static StringContent Json(string body) => new(body, System.Text.Encoding.UTF8, "application/json");
}
