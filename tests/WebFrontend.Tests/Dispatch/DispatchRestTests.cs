using System.Net;
using System.Net.Http.Json;
using System.Text;
using GrupoGad.Dispatch;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;
using GrupoGad.WebFrontend.Tests.Fakes;

namespace GrupoGad.WebFrontend.Tests.Dispatch;

public sealed class DispatchRestTests(DoorsWorld world)
{
    private const string Nearest = "/api/v1/dispatch/find_nearest_efectivo";

    [Fact]
    public async Task A_recommendation_is_told_with_its_reasons()
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var answer = await client.PostAsJsonAsync("/api/v1/operations/OP-REC/recommendation",
            new { count = 2, skills = new[] { "paramedic" }, maxTravelS = 600.5, anyJurisdiction = true }, DoorsWorld.Cancel);
        var body = await answer.Json();
        var chosen = body.GetProperty("chosen")[0];
        Assert.Equal("E-0417 241.2 Coverage 90 1", $"{chosen.GetProperty("efectivoId")} {chosen.GetProperty("costS")} {chosen.GetProperty("reasons")[1].GetProperty("kind")} {chosen.GetProperty("reasons")[1].GetProperty("seconds")} {chosen.GetProperty("reasons")[1].GetProperty("of")}");
        Assert.Equal("OnLeave 2026-12-01T08:00:00Z", $"{body.GetProperty("excluded")[0].GetProperty("rule")} {body.GetProperty("excluded")[0].GetProperty("until")}");
        Assert.Equal("NearerExcluded OnLeave 140", $"{body.GetProperty("changes")[0].GetProperty("kind")} {body.GetProperty("changes")[0].GetProperty("rule")} {body.GetProperty("changes")[0].GetProperty("seconds")}");
        Assert.Equal("workload", body.GetProperty("unchecked")[0].GetString());
        var asked = Assert.IsType<RecommendRequest>(FakeDispatchGrain.Asked["OP-REC"]);
        Assert.Equal((2, "paramedic", 600.5, true, "test-Operator"), (asked.Count, asked.Skills[0], asked.MaxTravelS, asked.AnyJurisdiction, asked.Actor));
        using var bare = await client.PostAsync("/api/v1/operations/OP-BARE/recommendation", null, DoorsWorld.Cancel);
        Assert.Equal((HttpStatusCode.OK, 0, 0), (bare.StatusCode, Assert.IsType<RecommendRequest>(FakeDispatchGrain.Asked["OP-BARE"]) is var left ? left.Count : -1, left.AlarmLevel));
        Assert.Equal("0 ", $"{(await bare.Json()).GetProperty("needs").GetArrayLength()} {(await bare.Json()).GetProperty("alarmLevel")}");
    }

    [Fact]
    public async Task By_a_run_plan_each_need_is_told_with_who_is_held_and_who_should_go()
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var answer = await client.PostAsJsonAsync("/api/v1/operations/OP-PLAN/recommendation", new { alarmLevel = 2 }, DoorsWorld.Cancel);
        var body = await answer.Json();
        Assert.Equal(2, Assert.IsType<RecommendRequest>(FakeDispatchGrain.Asked["OP-PLAN"]).AlarmLevel);
        var need = body.GetProperty("needs")[0];
        Assert.Equal("medic 4 [\"E-0001\"] 3 2", string.Join(' ', new[] { "skill", "wanted", "held", "missing", "short" }.Select(name => need.GetProperty(name).ToString())));
        Assert.Equal("E-0417 E-0418 medic", $"{need.GetProperty("chosen")[0].GetProperty("efectivoId")} {need.GetProperty("next")[0].GetProperty("efectivoId")} {body.GetProperty("chosen")[0].GetProperty("need")}");
        Assert.Equal("2 2026-12-01T17:00:00Z", $"{body.GetProperty("alarmLevel")} {body.GetProperty("judgedAt")}");
    }

    [Theory]
    [InlineData(DispatchOutcome.UnknownOperation, HttpStatusCode.NotFound, "code")]
    [InlineData(DispatchOutcome.OperationClosed, HttpStatusCode.Conflict, "status")]
    [InlineData(DispatchOutcome.NoPlace, HttpStatusCode.Conflict, "point")]
    [InlineData(DispatchOutcome.Invalid, HttpStatusCode.BadRequest, "count")]
    public async Task What_a_rule_refuses_is_a_problem(DispatchOutcome outcome, HttpStatusCode status, string field)
    {
        FakeDispatchGrain.Refused[$"OP-R-{(int)outcome}"] = outcome;
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var answer = await client.PostAsync($"/api/v1/operations/OP-R-{(int)outcome}/recommendation", null, DoorsWorld.Cancel);
        await answer.IsProblem(status, field);
    }

    [Theory]
    [InlineData("{\"skills\":[\"\"]}", "skills[0]")]
    [InlineData("{\"skills\":[null]}", "skills[0]")]
    [InlineData("{\"skills\":[\"a\\u0007\"]}", "skills[0]")]
    [InlineData("{\"skills\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"10\",\"11\"]}", "skills")]
    public async Task A_bad_request_is_refused_by_field(string body, string field)
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("/api/v1/operations/OP-BAD/recommendation", content, DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, field);
        Assert.DoesNotContain("OP-BAD", FakeDispatchGrain.Asked.Keys);
        using var code = await client.PostAsync("/api/v1/operations/op-bad/recommendation", null, DoorsWorld.Cancel);
        await code.IsProblem(HttpStatusCode.BadRequest, "code");
    }

    [Theory]
    [InlineData("", "lat")]
    [InlineData("?lat=91&lon=0", "lat")]
    [InlineData("?lat=0&lon=nan", "lon")]
    [InlineData("?lat=0&lon=0&n=0", "n")]
    [InlineData("?lat=0&lon=0&n=101", "n")]
    [InlineData("?lat=0&lon=0&maxDistanceM=-1", "maxDistanceM")]
    [InlineData("?lat=0&lon=0&maxDistanceM=500001", "maxDistanceM")]
    public async Task A_bad_question_for_the_nearest_is_refused_by_field(string query, string field)
    {
        using var client = world.FrontEnd.Client(Roles.Auditor);
        using var answer = await client.GetAsync(Nearest + query, DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, field);
    }

    [Fact]
    public async Task The_nearest_are_found_under_the_name_that_SQL_has_too()
    {
        using var client = world.FrontEnd.Client(Roles.Auditor);
        using var answer = await client.GetAsync(Nearest + "?lat=-34.6&lon=-58.4&n=3&maxDistanceM=500&skill=paramedic", DoorsWorld.Cancel);
        Assert.Equal("E-0417 12.5", $"{(await answer.Json())[0].GetProperty("efectivoId")} {(await answer.Json())[0].GetProperty("distanceM")}");
        Assert.Contains((3, 500.0, "paramedic"), FakeDispatchGrain.AskedNearest.Select(asked => (asked.Limit, asked.MaxDistanceM, asked.Skill)));
    }

    [Fact]
    public async Task A_joint_plan_is_solved_shown_and_applied()
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var solved = await client.PostAsJsonAsync("/api/v1/dispatch/joint", new { operations = new[] { new { operationId = "OP-1", count = 2, alarmLevel = 3 } } }, DoorsWorld.Cancel);
        var plan = await solved.Json();
        Assert.Equal("joint1 100 341.2 OP-2", $"{plan.GetProperty("jointId")} {plan.GetProperty("savedS")} {plan.GetProperty("greedy").GetProperty("costS")} {plan.GetProperty("short")[0].GetProperty("operationId")}");
        Assert.Equal(3, Assert.IsType<JointRequest>(FakeDispatchGrain.Asked["joint OP-1"]).Operations[0].AlarmLevel);
        var operations = plan.GetProperty("operations");
        Assert.Equal("2 medic 2 medic | 2026-12-01T17:00:00Z 0", $"{operations[0].GetProperty("alarmLevel")} {operations[0].GetProperty("needs")[0].GetProperty("skill")} {operations[0].GetProperty("needs")[0].GetProperty("short")} {plan.GetProperty("short")[0].GetProperty("need")} | {operations[1].GetProperty("judgedAt")} {operations[1].GetProperty("needs").GetArrayLength()}");
        using var read = await client.GetAsync("/api/v1/dispatch/joint/joint1", DoorsWorld.Cancel);
        Assert.Equal(plan.ToString(), (await read.Json()).ToString());
        using var applied = await client.PostAsync("/api/v1/dispatch/joint/joint1/apply", null, DoorsWorld.Cancel);
        Assert.Equal("E-0417 HeldByOther OP-9 has it", (await applied.Json()).GetProperty("results")[0] is var result ? $"{result.GetProperty("efectivoId")} {result.GetProperty("outcome")} {result.GetProperty("rule")}" : "");
        using var none = await client.PostAsync("/api/v1/dispatch/joint/none/apply", null, DoorsWorld.Cancel);
        await none.IsProblem(HttpStatusCode.NotFound, "id");
        using var wrong = await client.GetAsync("/api/v1/dispatch/joint/a%2Fb", DoorsWorld.Cancel);
        await wrong.IsProblem(HttpStatusCode.BadRequest, "id");
        FakeDispatchGrain.Refused["OP-ARM"] = DispatchOutcome.NoSolver;
        using var missing = await client.PostAsJsonAsync("/api/v1/dispatch/joint", new { operations = new[] { new { operationId = "OP-ARM" } } }, DoorsWorld.Cancel);
        await missing.IsProblem(HttpStatusCode.NotImplemented, "solver");
    }

    [Theory]
    [InlineData("{}", "operations")]
    [InlineData("{\"operations\":[]}", "operations")]
    [InlineData("{\"operations\":[null]}", "operations[0].operationId")]
    [InlineData("{\"operations\":[{\"operationId\":\"op\"}]}", "operations[0].operationId")]
    public async Task A_bad_joint_request_is_refused_by_field(string body, string field)
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("/api/v1/dispatch/joint", content, DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, field);
    }

    [Fact]
    public async Task Kept_recommendations_are_read_and_an_assignment_says_which_it_follows()
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var read = await client.GetAsync("/api/v1/dispatch/recommendations/rec1", DoorsWorld.Cancel);
        Assert.Equal("rec1", (await read.Json()).GetProperty("recommendationId").GetString());
        using var none = await client.GetAsync("/api/v1/dispatch/recommendations/none", DoorsWorld.Cancel);
        await none.IsProblem(HttpStatusCode.NotFound, "id");
        using var list = await client.GetAsync("/api/v1/operations/OP-LIST/recommendations?limit=1", DoorsWorld.Cancel);
        Assert.Equal(1, (await list.Json()).GetArrayLength());
        using var unknown = await client.GetAsync("/api/v1/operations/OP-EMPTY/recommendations", DoorsWorld.Cancel);
        await unknown.IsProblem(HttpStatusCode.NotFound, "code");

        (await client.PutAsJsonAsync("/api/v1/operations/OP-FOLLOW", Operations.OperationTests.Plan(), DoorsWorld.Cancel)).Dispose();
        (await client.PostAsJsonAsync("/api/v1/operations/OP-FOLLOW/assignments", new { efectivos = new[] { "E-0417" }, recommendationId = "rec1" }, DoorsWorld.Cancel)).Dispose();
        Assert.Equal("rec1", OperationScript.Of("OP-FOLLOW").Calls.Last().Request.Recommendation);
        using var tooLong = await client.PostAsJsonAsync("/api/v1/operations/OP-FOLLOW/assignments", new { efectivos = new[] { "E-0417" }, recommendationId = new string('x', 65) }, DoorsWorld.Cancel);
        await tooLong.IsProblem(HttpStatusCode.BadRequest, "recommendationId");
    }

    [Theory]
    [InlineData("POST", "/api/v1/operations/OP-1/recommendation", Roles.Auditor)]
    [InlineData("POST", "/api/v1/dispatch/joint/joint1/apply", Roles.Auditor)]
    [InlineData("GET", "/api/v1/dispatch/joint/joint1", Roles.Efectivo)]
    [InlineData("GET", Nearest + "?lat=0&lon=0", Roles.Efectivo)]
    public async Task Each_door_asks_who_it_is(string method, string path, string role)
    {
        using var client = world.FrontEnd.Client(role);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await client.SendAsync(request, DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        using var stranger = world.FrontEnd.Client();
        using var again = new HttpRequestMessage(new HttpMethod(method), path);
        using var refused = await stranger.SendAsync(again, DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }
}
