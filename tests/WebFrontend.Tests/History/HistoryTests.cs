using System.Net;
using System.Text;
using System.Text.Json;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;

namespace GrupoGad.WebFrontend.Tests.History;

/// <summary>The questions about the past as REST asks and answers them; see MadeUpHistory for what the store says.</summary>
public sealed class HistoryTests(DoorsWorld world)
{
    private const string Area = """{"type":"Polygon","coordinates":[[[-58.41,-34.61],[-58.39,-34.61],[-58.39,-34.59],[-58.41,-34.59],[-58.41,-34.61]]]}""";
    private const string Shift = "\"from\":\"2026-03-01T00:00:00Z\",\"to\":\"2026-03-02T00:00:00Z\"";

    [Fact]
    public async Task A_snapshot_tells_everybody_with_the_age_and_freshness_of_then()
    {
        var picture = await Get("/api/v1/history/snapshot?bbox=-59,-35,-58,-34&at=2026-03-01T12:00:00Z");
        var efectivo = Assert.Single(picture.GetProperty("efectivos").EnumerateArray());
        Assert.Equal(("M-7", "OnTask", 100.0, "Stale"), (efectivo.GetProperty("efectivoId").GetString(), efectivo.GetProperty("availability").GetString(),
            efectivo.GetProperty("ageS").GetDouble(), efectivo.GetProperty("freshness").GetString()));
        var operation = Assert.Single(picture.GetProperty("operations").EnumerateArray());
        Assert.Equal(("OP-7", "InProgress", 3, "OnScene"), (operation.GetProperty("operationId").GetString(), operation.GetProperty("status").GetString(),
            operation.GetProperty("area").GetArrayLength(), operation.GetProperty("people")[0].GetProperty("step").GetString()));
        var fence = Assert.Single(picture.GetProperty("fences").EnumerateArray());
        Assert.Equal(("F-1", "Plaza", "Point", 300.0), (fence.GetProperty("fenceId").GetString(), fence.GetProperty("name").GetString(),
            fence.GetProperty("geometry").GetProperty("type").GetString(), fence.GetProperty("radiusM").GetDouble()));
        Assert.Equal((true, 90, 900), (picture.GetProperty("settled").GetBoolean(), picture.GetProperty("staleAfterS").GetInt32(), picture.GetProperty("lostAfterS").GetInt32()));
    }

    [Fact]
    public async Task Changes_are_rows_in_milliseconds_after_the_start()
    {
        var changes = await Get("/api/v1/history/changes?bbox=-59,-35,-58,-34&from=2026-03-01T12:00:00Z&to=2026-03-01T12:01:00Z");
        var moves = changes.GetProperty("moves");
        Assert.Equal("atMs,efectivo,latitude,longitude,deviceMs,speedMps,courseDeg,accuracyM,altitudeM,battery",
            string.Join(',', moves.GetProperty("columns").EnumerateArray().Select(column => column.GetString())));
        Assert.Equal("[[1000,0,-34.6,-58.4,-100000,2,null,null,null,null],[2000,0,null]]", moves.GetProperty("rows").GetRawText());
        Assert.Equal("M-7", changes.GetProperty("efectivos")[0].GetProperty("efectivoId").GetString());
        Assert.Equal((1500, "Available"), (changes.GetProperty("turns")[0].GetProperty("atMs").GetDouble(), changes.GetProperty("turns")[0].GetProperty("availability").GetString()));
        Assert.Equal((4000, JsonValueKind.Null), (changes.GetProperty("fences")[0].GetProperty("atMs").GetDouble(), changes.GetProperty("fences")[0].GetProperty("fence").ValueKind));
        Assert.Equal("Paused", changes.GetProperty("operations")[0].GetProperty("operation").GetProperty("status").GetString());
    }

    [Fact]
    public async Task Coverage_is_rows_of_cells()
    {
        var coverage = await Get("/api/v1/history/coverage?bbox=-59,-35,-58,-34&from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z&level=13&intervalS=3600");
        Assert.Equal("[[5,6,1,2,30]]", coverage.GetProperty("rows").GetRawText());
    }

    [Fact]
    public async Task Who_only_passed_between_two_fixes_is_said_to_be_interpolated()
    {
        var visitor = (await Post("/api/v1/history/inside", $$"""{"area":{{Area}},{{Shift}}}""")).GetProperty("efectivos")[0];
        Assert.Equal(("M-7", JsonValueKind.Null, true, 1), (visitor.GetProperty("efectivoId").GetString(), visitor.GetProperty("first").ValueKind,
            visitor.GetProperty("interpolated").GetBoolean(), visitor.GetProperty("crossings").GetInt32()));
    }

    [Fact]
    public async Task A_patrol_report_counts_the_cells_visited_and_lists_those_missed()
    {
        var report = await Post("/api/v1/history/patrol", $$"""{"area":{{Area}},{{Shift}},"level":15,"efectivos":["M-7"]}""");
        var cells = report.GetProperty("cells").EnumerateArray().ToArray();
        Assert.Equal((cells.Length, 1), (report.GetProperty("total").GetInt32(), report.GetProperty("visited").GetInt32()));
        Assert.Equal("M-7", Assert.Single(cells, cell => cell.GetProperty("first").ValueKind != JsonValueKind.Null).GetProperty("efectivos")[0].GetString());
        Assert.Equal(Math.Round(1.0 / cells.Length, 4), report.GetProperty("share").GetDouble());
    }

    [Theory]
    [InlineData(1, 413)]
    [InlineData(2, 503)]
    [InlineData(3, 501)]
    public async Task What_cannot_be_answered_is_a_problem_that_names_the_limit(int west, int status)
    {
        var rule = MadeUpHistory.Refusals[west].Rule;
        foreach (var route in new[]
        {
            $"snapshot?bbox={west},0,5,5&at=2026-03-01T12:00:00Z", $"changes?bbox={west},0,5,5&from=2026-03-01T12:00:00Z&to=2026-03-01T12:01:00Z",
            $"coverage?bbox={west},0,5,5&from=2026-03-01T12:00:00Z&to=2026-03-01T13:00:00Z",
        })
        {
            using var client = world.FrontEnd.Client(Roles.Operator);
            using var answer = await client.GetAsync("/api/v1/history/" + route, DoorsWorld.Cancel);
            Assert.Equal((status, rule), ((int)answer.StatusCode, (await answer.Json()).GetProperty("rule").GetString()));
        }
    }

    [Theory]
    [InlineData("snapshot?bbox=1,2,3&at=2026-03-01T12:00:00Z", "bbox")]
    [InlineData("snapshot?bbox=-59,-35,-58,-34", "at")]
    [InlineData("snapshot?bbox=-59,-35,-58,-34&at=2099-03-01T12:00:00Z", "at")]
    [InlineData("changes?bbox=-59,-35,-58,-34&from=2026-03-01T12:00:00Z&to=2026-03-01T12:10:01Z", "to")]
    [InlineData("changes?bbox=-59,-35,-58,-34&from=2026-03-01T12:00:00Z&to=2026-03-01T11:00:00Z", "to")]
    [InlineData("coverage?bbox=-59,-35,-58,-34&from=2026-01-01T12:00:00Z&to=2026-03-01T12:00:00Z", "from")]
    [InlineData("coverage?bbox=-59,-35,-58,-34&from=2026-03-01T12:00:00Z&to=2026-03-02T12:00:00Z&level=21", "level")]
    [InlineData("coverage?bbox=-59,-35,-58,-34&from=2026-03-01T12:00:00Z&to=2026-03-02T12:00:00Z&intervalS=59", "intervalS")]
    public async Task A_bad_question_names_its_parameter(string route, string field)
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var answer = await client.GetAsync("/api/v1/history/" + route, DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, field);
    }

    [Theory]
    [InlineData("inside", "{}", "from")]
    [InlineData("inside", "{\"from\":\"2026-03-02T00:00:00Z\",\"to\":\"2026-03-01T00:00:00Z\"}", "from")]
    [InlineData("inside", "{SHIFT}", "area")]
    [InlineData("inside", "{\"area\":{\"type\":\"Point\",\"coordinates\":[1,2]},SHIFT}", "area")]
    [InlineData("inside", "{\"area\":{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[3,4],[1,2]]]},SHIFT}", "area.coordinates[0]")]
    [InlineData("inside", "{\"area\":{\"type\":\"Polygon\",\"coordinates\":[[[4,2],[3,4],[5,6],[4,2]]]},SHIFT}", "area")]
    [InlineData("patrol", "{\"area\":AREA,SHIFT}", "efectivos")]
    [InlineData("patrol", "{\"area\":AREA,SHIFT,\"efectivos\":[\"x\"]}", "efectivos")]
    [InlineData("patrol", "{\"area\":AREA,SHIFT,\"efectivos\":[\"M-7\"],\"level\":20}", "level")]
    public async Task A_bad_question_in_a_body_names_its_place(string route, string body, string field)
    {
        ArgumentNullException.ThrowIfNull(body);
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var content = new StringContent(body.Replace("SHIFT", Shift, StringComparison.Ordinal).Replace("AREA", Area, StringComparison.Ordinal), Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync($"/api/v1/history/{route}", content, DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, field);
    }

    private async Task<JsonElement> Get(string route)
    {
        using var client = world.FrontEnd.Client(Roles.Auditor);
        using var answer = await client.GetAsync(route, DoorsWorld.Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(DoorsWorld.Cancel));
        return await answer.Json();
    }

    private async Task<JsonElement> Post(string route, string body)
    {
        using var client = world.FrontEnd.Client(Roles.Auditor);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(route, content, DoorsWorld.Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(DoorsWorld.Cancel));
        return await answer.Json();
    }
}
