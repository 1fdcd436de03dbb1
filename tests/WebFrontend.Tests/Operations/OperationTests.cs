using System.Net;
using System.Net.Http.Json;
using GrupoGad.Operations;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;
using GrupoGad.WebFrontend.Tests.Fakes;

namespace GrupoGad.WebFrontend.Tests.Operations;

public sealed class OperationTests(DoorsWorld world)
{
    private static readonly DateTime Start = new(2026, 12, 1, 8, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task What_is_planned_is_got_as_it_was_put()
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        var plan = Plan(new() { ["area"] = new[] { Corner(-34, -58), Corner(-34, -57), Corner(-35, -57) }, ["commander"] = "E-0001", ["wanted"] = 4 });
        using var created = await client.PutAsJsonAsync("/api/v1/operations/OP-PUT", plan, DoorsWorld.Cancel);
        using var replaced = await client.PutAsJsonAsync("/api/v1/operations/OP-PUT", plan, DoorsWorld.Cancel);
        using var got = await client.GetAsync("/api/v1/operations/OP-PUT", DoorsWorld.Cancel);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.OK), (created.StatusCode, replaced.StatusCode, got.StatusCode));
        Assert.Equal("/api/v1/operations/OP-PUT", created.Headers.Location?.ToString());
        var operation = await got.Json();
        Assert.Equal(("OP-PUT", "Planned", 0), (operation.GetProperty("operationId").GetString(), operation.GetProperty("status").GetString(), operation.GetProperty("pausedS").GetInt32()));
        var kept = operation.GetProperty("plan");
        Assert.Equal(
            "Control de accesos|Patrol|Urgent|2026-12-01T08:00:00Z|E-0001|4|3|-34.6",
            string.Join('|', [
                .. new[] { "title", "type", "priority", "plannedStart", "commander" }.Select(name => kept.GetProperty(name).GetString()),
                kept.GetProperty("wanted").ToString(), kept.GetProperty("area").GetArrayLength().ToString(System.Globalization.CultureInfo.InvariantCulture),
                kept.GetProperty("point").GetProperty("latitude").ToString()]));
        Assert.All(OperationScript.Of("OP-PUT").Calls, call => Assert.Equal("test-Operator", call.Request.Actor));
    }

    [Fact]
    public async Task A_commander_is_somebody()
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var answer = await client.PutAsJsonAsync("/api/v1/operations/OP-LED", Plan(new() { ["commander"] = "E-NOBODY" }), DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, "commander");
        Assert.Empty(OperationScript.Of("OP-LED").Calls);
    }

    [Fact]
    public async Task An_idempotency_key_is_the_request_id()
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        client.DefaultRequestHeaders.Add("Idempotency-Key", "retry-1");
        using var answer = await client.PutAsJsonAsync("/api/v1/operations/OP-KEY", Plan(), DoorsWorld.Cancel);
        Assert.Equal("retry-1", Assert.Single(OperationScript.Of("OP-KEY").Calls).Request.RequestId);
    }

    public static TheoryData<string, object?, string> BadPlans => new()
    {
        { "title", "four", "title" }, { "title", new string('x', 201), "title" }, { "title", null, "title" }, { "title", "two\nlines", "title" },
        { "type", null, "type" }, { "type", "Party", "$.type" }, { "type", 1, "$.type" }, { "priority", null, "priority" },
        { "plannedStart", null, "plannedStart" }, { "plannedStart", "2026-12-01T08:00:00", "$.plannedStart" }, { "plannedEnd", Start, "plannedEnd" },
        { "point", Corner(91, 0), "point" }, { "point", new { latitude = 1 }, "point" }, { "area", new[] { Corner(0, 0), Corner(1, 1) }, "area" },
        { "area", new[] { Corner(0, 0), Corner(1, 1), Corner(0, 181) }, "area[2]" }, { "commander", "e-1", "commander" }, { "wanted", 101, "wanted" },
        { "notes", new string('x', 4001), "notes" }, { "colour", "red", "$.colour" },
    };

    [Theory, MemberData(nameof(BadPlans))]
    public async Task A_bad_plan_is_refused_by_field(string field, object? value, string named)
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var answer = await client.PutAsJsonAsync("/api/v1/operations/OP-BAD", Plan(new() { [field] = value }), DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, named);
        Assert.Empty(OperationScript.Of("OP-BAD").Calls);
    }

    [Theory]
    [InlineData("op-lower")]
    [InlineData("OP")]
    [InlineData("OP-THIS-IS-MUCH-TOO-LONG")]
    public async Task A_bad_code_is_refused_everywhere(string code)
    {
        using var client = world.FrontEnd.Client(Roles.Supervisor);
        using var got = await client.GetAsync($"/api/v1/operations/{code}", DoorsWorld.Cancel);
        await got.IsProblem(HttpStatusCode.BadRequest, "code");
        using var timeline = await client.GetAsync($"/api/v1/operations/{code}/timeline", DoorsWorld.Cancel);
        await timeline.IsProblem(HttpStatusCode.BadRequest, "code");
        using var moved = await client.PostAsync($"/api/v1/operations/{code}/start", null, DoorsWorld.Cancel);
        await moved.IsProblem(HttpStatusCode.BadRequest, "code");
    }

    [Fact]
    public async Task An_operation_nobody_planned_is_not_found()
    {
        using var client = world.FrontEnd.Client(Roles.Supervisor);
        foreach (var route in new[] { "", "/timeline" })
        {
            using var got = await client.GetAsync($"/api/v1/operations/OP-NOBODY{route}", DoorsWorld.Cancel);
            await got.IsProblem(HttpStatusCode.NotFound, "code");
        }
        using var moved = await client.PostAsync("/api/v1/operations/OP-NOBODY/pause", null, DoorsWorld.Cancel);
        await moved.IsProblem(HttpStatusCode.NotFound, "code");
        using var assigned = await client.PostAsJsonAsync("/api/v1/operations/OP-NOBODY/assignments", new { efectivos = new[] { "E-0001" } }, DoorsWorld.Cancel);
        await assigned.IsProblem(HttpStatusCode.NotFound, "code");
    }

    [Theory]
    [InlineData("start", "Start")]
    [InlineData("pause", "Pause")]
    [InlineData("resume", "Resume")]
    [InlineData("complete", "Complete")]
    [InlineData("cancel", "Cancel")]
    [InlineData("reopen", "Reopen")]
    public async Task Each_step_of_its_life_is_a_route(string word, string move)
    {
        var code = $"OP-{word.ToUpperInvariant()}";
        using var client = world.FrontEnd.Client(Roles.Supervisor);
        (await client.PutAsJsonAsync($"/api/v1/operations/{code}", Plan(), DoorsWorld.Cancel)).Dispose();
        using var empty = await client.PostAsync($"/api/v1/operations/{code}/{word}", null, DoorsWorld.Cancel);
        using var forced = await client.PostAsJsonAsync($"/api/v1/operations/{code}/{word}", new { requestId = "r-1", reason = "porque sí", force = true }, DoorsWorld.Cancel);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (empty.StatusCode, forced.StatusCode));
        Assert.Equal(code, (await forced.Json()).GetProperty("operationId").GetString());
        var calls = OperationScript.Of(code).Calls.Skip(1).ToArray();
        Assert.Equal([move, $"{move} by force"], calls.Select(call => call.What));
        Assert.Equal(("r-1", "porque sí", "test-Supervisor"), (calls[1].Request.RequestId, calls[1].Request.Reason, calls[1].Request.Actor));
        Assert.NotEmpty(calls[0].Request.RequestId);
    }

    [Fact]
    public async Task A_patch_says_under_its_key_what_was_sent_and_not_what_was_made_of_it()
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var other = world.FrontEnd.Client(Roles.Operator);
        const string path = "/api/v1/operations/PATCH-KEY";
        (await other.Put(path, Plan())).Dispose();
        client.DefaultRequestHeaders.Add("Idempotency-Key", "patch-1");
        (await client.Patch(path, """{ "notes" : "x" }""", "*")).Dispose();
        (await other.Patch(path, """{"notes":"y","title":"Otro título"}""", "*")).Dispose();
        (await client.Patch(path, """{"notes":"x"}""", "*")).Dispose();
        var sent = OperationScript.Of("PATCH-KEY").Calls.Where(call => call.Request.RequestId == "patch-1").Select(call => call.Request.Sent);
        Assert.Equal(["""{"notes":"x"}""", """{"notes":"x"}"""], sent);
    }

    [Theory]
    [InlineData(OperationOutcome.IllegalTransition, HttpStatusCode.Conflict, "status")]
    [InlineData(OperationOutcome.Precondition, HttpStatusCode.Conflict, "status")]
    [InlineData(OperationOutcome.RequestIdUsed, HttpStatusCode.UnprocessableEntity, "requestId")]
    [InlineData(OperationOutcome.CommanderBusy, HttpStatusCode.Conflict, "commander")]
    [InlineData(OperationOutcome.Invalid, HttpStatusCode.BadRequest, "plannedEnd")]
    public async Task A_refusal_of_the_grain_is_told_with_field_and_rule(OperationOutcome outcome, HttpStatusCode status, string field)
    {
        var code = $"OP-NO-{(int)outcome}";
        OperationScript.Of(code).Answer = new OperationAnswer
        {
            Outcome = outcome, Field = outcome == OperationOutcome.Invalid ? "PlannedEnd" : "", Value = "what it was", Rule = "the grain's own rule",
        };
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var answer = await client.PostAsync($"/api/v1/operations/{code}/complete", null, DoorsWorld.Cancel);
        await answer.IsProblem(status, field);
        Assert.Equal("the grain's own rule", (await answer.Json()).GetProperty("rule").GetString());
        using var plan = await client.PutAsJsonAsync($"/api/v1/operations/{code}", Plan(), DoorsWorld.Cancel);
        await plan.IsProblem(status, field);
    }

    [Fact]
    public async Task While_the_store_is_away_a_caller_is_told_when_to_come_again()
    {
        OperationScript.Of("OP-AWAY").Away = true;
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var answer = await client.PostAsync("/api/v1/operations/OP-AWAY/start", null, DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.ServiceUnavailable, "postgis");
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task A_large_body_is_refused()
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var answer = await client.PutAsJsonAsync("/api/v1/operations/OP-LARGE", Plan(new() { ["notes"] = new string('x', 200_000) }), DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    internal static Dictionary<string, object?> Plan(Dictionary<string, object?>? instead = null)
    {
        var plan = new Dictionary<string, object?>
        {
            ["title"] = "Control de accesos", ["type"] = "Patrol", ["priority"] = "Urgent", ["plannedStart"] = Start, ["plannedEnd"] = Start.AddHours(4),
            ["point"] = Corner(-34.6, -58.4),
        };
        foreach (var (field, value) in instead ?? [])
        {
            plan[field] = value;
        }
        return plan;
    }

    private static object Corner(double latitude, double longitude) => new { latitude, longitude };
}
