using System.Net;
using System.Text.Json;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;

namespace GrupoGad.WebFrontend.Tests.Analytics;

/// <summary>See MadeUpViews for the numbers.</summary>
public sealed class AnalyticsTests(DoorsWorld world)
{
    private const string Root = "/api/v1/analytics";

    [Fact]
    public async Task Coverage_says_as_of_when_and_how_old_that_is()
    {
        var answer = await Get($"{Root}/coverage?from=2026-03-01T00:00:00Z&to=2026-03-01T02:00:00Z&limit=17");
        var cell = answer.GetProperty("cells")[0];
        Assert.InRange(answer.GetProperty("stalenessS").GetDouble(), 899, 960);
        Assert.Equal(
            (MadeUpViews.Cell.ToString(), 17, 1, 120),
            (cell.GetProperty("cell").GetString(), cell.GetProperty("fixes").GetInt32(), cell.GetProperty("efectivosMax").GetInt32(), cell.GetProperty("coveredMinutes").GetInt32()));
        Assert.Equal(1_440, (await Get($"{Root}/coverage")).GetProperty("cells")[0].GetProperty("coveredMinutes").GetInt32());
    }

    [Theory]
    [InlineData("coverage?format=geojson&bbox=-59,-35,-58,-34", null)]
    [InlineData("coverage?bbox=-59,-35,-58,-34", "application/geo+json")]
    [InlineData("hot-zones?format=geojson", null)]
    public async Task Cells_are_squares_of_a_map_layer(string question, string? accept)
    {
        var layer = await Get($"{Root}/{question}", accept);
        var ring = layer.GetProperty("features")[0].GetProperty("geometry").GetProperty("coordinates")[0];
        var box = MadeUpViews.Cell.Bounds;
        Assert.Equal(("FeatureCollection", 5), (layer.GetProperty("type").GetString(), ring.GetArrayLength()));
        Assert.Equal(ring[0].ToString(), ring[4].ToString());
        Assert.Equal((box.West, box.South, box.East), (ring[0][0].GetDouble(), ring[0][1].GetDouble(), ring[1][0].GetDouble()), (a, b) =>
            Math.Abs(a.Item1 - b.Item1) < 1e-6 && Math.Abs(a.Item2 - b.Item2) < 1e-6 && Math.Abs(a.Item3 - b.Item3) < 1e-6);
        Assert.True(layer.TryGetProperty("asOf", out _));
    }

    [Fact]
    public async Task Durations_are_chosen_by_type_and_priority_and_have_no_percentiles_when_none_was_completed()
    {
        Assert.Equal(3, (await Get($"{Root}/durations")).GetProperty("durations").GetArrayLength());
        var patrol = (await Get($"{Root}/durations?type=Patrol&priority=Low")).GetProperty("durations");
        Assert.Equal((1, 5.0), (patrol.GetArrayLength(), patrol[0].GetProperty("workedS").GetProperty("p95").GetDouble()));
        Assert.Equal(JsonValueKind.Null, (await Get($"{Root}/durations?type=Emergency")).GetProperty("durations")[0].GetProperty("workedS").ValueKind);
    }

    [Fact]
    public async Task What_was_not_counted_yet_says_so()
    {
        var answer = await Get($"{Root}/hot-zones?limit=7");
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (answer.GetProperty("asOf").ValueKind, answer.GetProperty("stalenessS").ValueKind));
    }

    [Theory]
    [InlineData("coverage?from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z", "from")]
    [InlineData("coverage?to=0001-01-01T00:00:00Z", "from")]
    [InlineData("coverage?to=9999-12-31T23:59:59Z", "to")]
    [InlineData("coverage?bbox=1,2,3", "bbox")]
    [InlineData("hot-zones?bbox=1,20,3,10", "bbox")]
    [InlineData("hot-zones?limit=5001", "limit")]
    [InlineData("hot-zones?format=xml", "format")]
    [InlineData("durations?type=Picnic", "type")]
    public async Task A_bad_question_names_its_parameter(string question, string field)
    {
        using var client = world.FrontEnd.Client(Roles.Auditor);
        using var answer = await client.GetAsync($"{Root}/{question}", DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, field);
    }

    [Theory]
    [InlineData("coverage"), InlineData("durations"), InlineData("hot-zones")]
    public async Task An_efectivo_may_not_ask(string question)
    {
        using var client = world.FrontEnd.Client(Roles.Efectivo, "E-1234");
        using var answer = await client.GetAsync($"{Root}/{question}", DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private async Task<JsonElement> Get(string route, string? accept = null)
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        if (accept is not null)
        {
            client.DefaultRequestHeaders.Add("Accept", accept);
        }
        using var answer = await client.GetAsync(route, DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Json();
    }
}
