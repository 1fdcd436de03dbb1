using System.Net;
using System.Net.Http.Json;
using GrupoGad.Dispatch;
using GrupoGad.Operations;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;
using GrupoGad.WebFrontend.Tests.Fakes;

namespace GrupoGad.WebFrontend.Tests.Operations;

/// <summary>The people of operations, their lists and their timelines.</summary>
public sealed class PeopleTests(DoorsWorld world)
{
    private const string Route = "/api/v1/operations/OP-BARRED/assignments";

    [Fact]
    public async Task Each_efectivo_has_an_answer_of_its_own()
    {
        using var client = world.FrontEnd.Client(Roles.Integrator);
        (await client.PutAsJsonAsync("/api/v1/operations/OP-PEOPLE", OperationTests.Plan(), DoorsWorld.Cancel)).Dispose();
        OperationScript.Of("OP-PEOPLE").Results =
        [
            new AssignResult("E-0001", AssignOutcome.Reserved, ""), new AssignResult("E-0002", AssignOutcome.HeldByOther, "one operation at a time"),
        ];
        using var answer = await client.PostAsJsonAsync(
            "/api/v1/operations/OP-PEOPLE/assignments", new { requestId = "r-2", efectivos = new[] { "E-0001", "E-0002", "E-0001" } }, DoorsWorld.Cancel);
        var body = await answer.Json();
        Assert.Equal(
            ["E-0001 Reserved ", "E-0002 HeldByOther one operation at a time"],
            body.GetProperty("results").EnumerateArray().Select(result =>
                $"{result.GetProperty("efectivoId")} {result.GetProperty("outcome")} {result.GetProperty("rule")}"));
        Assert.Equal("OP-PEOPLE", body.GetProperty("operation").GetProperty("operationId").GetString());
        Assert.Equal("assign E-0001 E-0002", OperationScript.Of("OP-PEOPLE").Calls.Last().What);
    }

    [Fact]
    public async Task Whom_a_rule_keeps_is_told_with_the_rule_and_a_supervisor_alone_overrules_it_with_a_reason()
    {
        using var desk = world.FrontEnd.Client(Roles.Operator);
        using var supervisor = world.FrontEnd.Client(Roles.Supervisor);
        (await desk.PutAsJsonAsync("/api/v1/operations/OP-BARRED", OperationTests.Plan(), DoorsWorld.Cancel)).Dispose();
        var script = OperationScript.Of("OP-BARRED");
        script.Results =
        [
            new AssignResult("E-0001", AssignOutcome.Barred, "it is on leave; it lacks the skill dog") { Bars = [ExclusionRule.OnLeave, ExclusionRule.SkillMissing], MayOverrule = true },
            new AssignResult("E-0002", AssignOutcome.Reserved, ""),
        ];
        using var kept = await desk.PostAsJsonAsync(Route, new { efectivos = new[] { "E-0001", "E-0002" } }, DoorsWorld.Cancel);
        Assert.Equal(
            ["E-0001 Barred [\"OnLeave\",\"SkillMissing\"] True it is on leave; it lacks the skill dog", "E-0002 Reserved [] False "],
            (await kept.Json()).GetProperty("results").EnumerateArray().Select(result => string.Join(' ',
                new[] { "efectivoId", "outcome", "bars", "mayOverrule", "rule" }.Select(name => result.GetProperty(name).ToString()))));
        Assert.False(script.Calls.Last().Request.Overrule);

        var overruling = new { requestId = "r-9", efectivos = new[] { "E-0001" }, overrule = true, reason = "no hay otro cerca" };
        var before = script.Calls.Count;
        using var refused = await desk.PostAsJsonAsync(Route, overruling, DoorsWorld.Cancel);
        await refused.IsProblem(HttpStatusCode.Forbidden, "overrule");
        Assert.Equal(before, script.Calls.Count);
        using var taken = await supervisor.PostAsJsonAsync(Route, overruling, DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Equal((true, "no hay otro cerca", "test-Supervisor"), script.Calls.Last().Request is var request ? (request.Overrule, request.Reason, request.Actor) : default);
    }

    [Theory]
    [InlineData("{}", "efectivos")]
    [InlineData("{\"efectivos\":[]}", "efectivos")]
    [InlineData("{\"efectivos\":[\"E-0001\",null]}", "efectivos[1]")]
    [InlineData("{\"efectivos\":[\"e-0001\"]}", "efectivos[0]")]
    [InlineData("{\"requestId\":\"\",\"efectivos\":[\"E-0001\"]}", "requestId")]
    public async Task A_bad_list_is_refused_by_field(string body, string field)
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("/api/v1/operations/OP-PEOPLE-2/assignments", content, DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, field);
    }

    [Fact]
    public async Task More_than_five_hundred_are_refused()
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        var efectivos = Enumerable.Range(0, 501).Select(i => $"E-{i:0000}");
        using var answer = await client.PostAsJsonAsync("/api/v1/operations/OP-PEOPLE-2/assignments", new { efectivos }, DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, "efectivos");
    }

    [Theory]
    [InlineData("accept", "Accepted")]
    [InlineData("refuse", "Refused")]
    [InlineData("en-route", "EnRoute")]
    [InlineData("on-scene", "OnScene")]
    [InlineData("release", "Released")]
    public async Task An_operator_speaks_for_an_efectivo(string word, string step)
    {
        var code = $"OP-S-{word.ToUpperInvariant()}";
        using var client = world.FrontEnd.Client(Roles.Operator);
        (await client.PutAsJsonAsync($"/api/v1/operations/{code}", OperationTests.Plan(), DoorsWorld.Cancel)).Dispose();
        using var answer = await client.PostAsJsonAsync($"/api/v1/operations/{code}/assignments/E-0007/{word}", new { reason = "por radio" }, DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var call = OperationScript.Of(code).Calls.Last();
        Assert.Equal(($"E-0007 {step}", "por radio"), (call.What, call.Request.Reason));
        using var bad = await client.PostAsync($"/api/v1/operations/{code}/assignments/e-7/{word}", null, DoorsWorld.Cancel);
        await bad.IsProblem(HttpStatusCode.BadRequest, "efectivoId");
    }

    [Fact]
    public async Task The_list_is_asked_as_it_was_put_and_goes_on()
    {
        using var client = world.FrontEnd.Client(Roles.Auditor);
        using var answer = await client.GetAsync("/api/v1/operations?status=Planned,InProgress&q=accesos-1&efectivo=E-0001&limit=7", DoorsWorld.Cancel);
        var body = await answer.Json();
        Assert.Equal(("OP-FOUND", "OP-FOUND"), (body.GetProperty("operations")[0].GetProperty("operationId").GetString(), body.GetProperty("next").GetString()));
        var query = FakeOperationDirectoryGrain.Asked["accesos-1"];
        Assert.Equal(("E-0001", 7, "Planned InProgress"), (query.EfectivoId, query.Limit, string.Join(' ', query.Statuses)));
        using var last = await client.GetAsync("/api/v1/operations?after=OP-FOUND", DoorsWorld.Cancel);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await last.Json()).GetProperty("next").ValueKind);
    }

    [Theory]
    [InlineData("status=Sleeping", "status")]
    [InlineData("status=1", "status")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=501", "limit")]
    [InlineData("efectivo=x", "efectivo")]
    [InlineData("after=x", "after")]
    public async Task A_bad_question_is_refused_by_field(string query, string field)
    {
        using var client = world.FrontEnd.Client(Roles.Auditor);
        using var answer = await client.GetAsync($"/api/v1/operations?{query}", DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, field);
    }

    [Fact]
    public async Task The_timeline_is_paged_by_sequence()
    {
        OperationScript.Of("OP-TIME").Entries =
        [
            .. Enumerable.Range(1, 5).Select(i => new TimelineEntry { Sequence = i, At = DateTime.UtcNow, Actor = "operator-1", What = "planned", Reason = $"paso {i}" }),
        ];
        using var client = world.FrontEnd.Client(Roles.Auditor);
        var seen = new List<long>();
        for (var next = "0"; next is not null;)
        {
            using var answer = await client.GetAsync($"/api/v1/operations/OP-TIME/timeline?after={next}&limit=2", DoorsWorld.Cancel);
            var body = await answer.Json();
            seen.AddRange(body.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("sequence").GetInt64()));
            next = body.GetProperty("next").ValueKind == System.Text.Json.JsonValueKind.Null ? null : body.GetProperty("next").ToString();
        }
        Assert.Equal([1L, 2L, 3L, 4L, 5L], seen);
        using var bad = await client.GetAsync("/api/v1/operations/OP-TIME/timeline?after=-1", DoorsWorld.Cancel);
        await bad.IsProblem(HttpStatusCode.BadRequest, "after");
    }
}
