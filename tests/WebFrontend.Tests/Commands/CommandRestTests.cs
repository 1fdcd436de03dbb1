using System.Net;
using System.Net.Http.Json;
using GrupoGad.Commands;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;
using GrupoGad.WebFrontend.Tests.Fakes;

namespace GrupoGad.WebFrontend.Tests.Commands;

public sealed class CommandRestTests(DoorsWorld world)
{
    [Fact]
    public async Task A_command_is_issued_once_however_often_it_is_put()
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        var body = Body(new()
        {
            ["operationId"] = "OP-1", ["answerWithinS"] = 12.5, ["deadline"] = new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc), ["attachment"] = "doc-7",
            ["recipients"] = new object[]
            {
                new { kind = "Efectivo", value = "E-0001" }, new { kind = "Unit", value = "Norte" },
                new { kind = "Area", centre = new { latitude = -34.6, longitude = -58.4 }, radiusM = 500 },
                new { kind = "Area", ring = new[] { new { latitude = 0, longitude = 0 }, new { latitude = 0, longitude = 1 }, new { latitude = 1, longitude = 1 } } },
            },
        });
        using var created = await client.PutAsJsonAsync("/api/v1/commands/rest-0001", body, DoorsWorld.Cancel);
        using var repeated = await client.PutAsJsonAsync("/api/v1/commands/rest-0001", body, DoorsWorld.Cancel);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (created.StatusCode, repeated.StatusCode));
        Assert.Equal(("/api/v1/commands/rest-0001", "AlreadyIssued"), (created.Headers.Location?.ToString(), (await repeated.Json()).GetProperty("outcome").GetString()));
        Assert.Equal(4, (await created.Json()).GetProperty("recipients").GetInt32());

        var issued = CommandScript.Of("rest-0001").Issued.First();
        Assert.Equal(
            (CommandClass.Critical, CommandKind.Order, "Diríjase al cruce", "OP-1", "doc-7", TimeSpan.FromSeconds(12.5), 2030, "test-Operator"),
            (issued.Class, issued.Kind, issued.Text, issued.OperationId, issued.Attachment, issued.AnswerWithin, issued.Deadline!.Value.Year, issued.Issuer));
        Assert.Equal([RecipientKind.Efectivo, RecipientKind.Unit, RecipientKind.Area, RecipientKind.Area], issued.Recipients.Select(recipients => recipients.Kind));
        Assert.Equal((500, 3, -58.4), (issued.Recipients[2].RadiusM, issued.Recipients[3].Ring.Length, issued.Point!.Value.Longitude));
    }

    [Fact]
    public async Task Entries_that_named_nobody_are_told()
    {
        CommandScript.Of("rest-unknown").Judge = _ => new IssueAnswer
        {
            Outcome = IssueOutcome.Issued, Recipients = 1, Unknown = [new UnknownRecipient(RecipientKind.Unit, "Luna", "a unit with people")],
        };
        using var client = world.FrontEnd.Client(Roles.Supervisor);
        using var answer = await client.PutAsJsonAsync("/api/v1/commands/rest-unknown", Body(), DoorsWorld.Cancel);
        var unknown = (await answer.Json()).GetProperty("unknown")[0];
        Assert.Equal("Unit Luna a unit with people", $"{unknown.GetProperty("kind")} {unknown.GetProperty("value")} {unknown.GetProperty("rule")}");
    }

    public static TheoryData<string, object?, string> BadCommands => new()
    {
        { "class", null, "class" }, { "class", "Urgent", "$.class" }, { "kind", null, "kind" }, { "text", "", "text" }, { "text", "   ", "text" },
        { "text", new string('x', 2001), "text" }, { "recipients", null, "recipients" }, { "recipients", Array.Empty<object>(), "recipients" },
        { "recipients", Enumerable.Repeat(new { kind = "Unit", value = "Norte" }, 501).ToArray(), "recipients" },
        { "recipients", new object?[] { null }, "recipients[0].kind" }, { "recipients", new object[] { new { kind = "Efectivo", value = "x" } }, "recipients[0].value" },
        { "recipients", new object[] { new { kind = "Unit" } }, "recipients[0].value" }, { "recipients", new object[] { new { kind = "Area" } }, "recipients[0]" },
        { "recipients", new object[] { new { kind = "Area", centre = new { latitude = 1, longitude = 1 } } }, "recipients[0].radiusM" },
        { "recipients", new object[] { new { kind = "Area", centre = new { latitude = 1, longitude = 1 }, radiusM = 200_000 } }, "recipients[0].radiusM" },
        { "answerWithinS", 0, "answerWithinS" }, { "answerWithinS", 1e12, "answerWithinS" }, { "deadline", "tomorrow", "$.deadline" },
        { "operationId", "no", "operationId" }, { "point", new { latitude = 1 }, "point" }, { "issuedFrom", new { latitude = -91, longitude = 0 }, "issuedFrom" },
        { "attachment", new string('x', 501), "attachment" }, { "colour", 1, "$.colour" },
    };

    [Theory, MemberData(nameof(BadCommands))]
    public async Task A_bad_command_is_refused_by_field(string field, object? value, string named)
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var answer = await client.PutAsJsonAsync("/api/v1/commands/rest-bad-1", Body(new() { [field] = value }), DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, named);
        Assert.Empty(CommandScript.Of("rest-bad-1").Issued);
    }

    [Theory]
    [InlineData(IssueOutcome.IdInUse, HttpStatusCode.UnprocessableEntity, "id")]
    [InlineData(IssueOutcome.NoRecipients, HttpStatusCode.BadRequest, "recipients")]
    [InlineData(IssueOutcome.TooManyRecipients, HttpStatusCode.BadRequest, "recipients")]
    [InlineData(IssueOutcome.OperationClosed, HttpStatusCode.Conflict, "operationId")]
    [InlineData(IssueOutcome.Invalid, HttpStatusCode.BadRequest, "deadline")]
    public async Task A_refusal_of_the_grain_is_told(IssueOutcome outcome, HttpStatusCode status, string field)
    {
        var id = $"rest-no-{(int)outcome}-x";
        CommandScript.Of(id).Judge = _ => new IssueAnswer { Outcome = outcome, Field = outcome == IssueOutcome.Invalid ? "Deadline" : "" };
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var answer = await client.PutAsJsonAsync($"/api/v1/commands/{id}", Body(), DoorsWorld.Cancel);
        await answer.IsProblem(status, field);
    }

    [Fact]
    public async Task Ladders_are_paged_by_code()
    {
        var script = Issue("rest-ladders", 5);
        using var client = world.FrontEnd.Client(Roles.Auditor);
        var seen = new List<string?>();
        for (string? next = ""; next is not null;)
        {
            using var answer = await client.GetAsync($"/api/v1/commands/rest-ladders?after={next}&limit=2", DoorsWorld.Cancel);
            var page = await answer.Json();
            seen.AddRange(page.GetProperty("ladders").EnumerateArray().Select(ladder => ladder.GetProperty("efectivoId").GetString()));
            next = page.GetProperty("next").GetString();
            var command = page.GetProperty("command");
            Assert.Equal((5, "Open"), (command.GetProperty("byStep").GetProperty("Accepted").GetInt32(), command.GetProperty("status").GetString()));
            Assert.False(command.GetProperty("byStep").TryGetProperty("Done", out _));
            Assert.Equal("rest-ladders", command.GetProperty("command").GetProperty("commandId").GetString());
        }
        Assert.Equal(script.Ladders.Select(ladder => ladder.EfectivoId), seen);
        using var entry = await client.GetAsync("/api/v1/commands/rest-ladders", DoorsWorld.Cancel);
        var step = (await entry.Json()).GetProperty("ladders")[0].GetProperty("steps")[1];
        Assert.Equal("Accepted|L-0000|-34.6", $"{step.GetProperty("step")}|{step.GetProperty("actor")}|{step.GetProperty("position").GetProperty("latitude")}");
    }

    [Fact]
    public async Task A_command_nobody_issued_is_not_found()
    {
        CommandScript.Of("rest-nobody").Stepped = new StepAnswer { Outcome = StepOutcome.UnknownCommand };
        CommandScript.Of("rest-nobody").Close = new CloseAnswer { Outcome = CloseOutcome.UnknownCommand };
        using var client = world.FrontEnd.Client(Roles.Supervisor);
        foreach (var route in new[] { "", "/certificate" })
        {
            using var got = await client.GetAsync($"/api/v1/commands/rest-nobody{route}", DoorsWorld.Cancel);
            await got.IsProblem(HttpStatusCode.NotFound, "id");
        }
        foreach (var route in new[] { "withdraw", "waive", "recipients/E-0001/accept" })
        {
            using var posted = await client.PostAsJsonAsync($"/api/v1/commands/rest-nobody/{route}", new { reason = "x" }, DoorsWorld.Cancel);
            await posted.IsProblem(HttpStatusCode.NotFound, "id");
        }
    }

    [Theory]
    [InlineData("withdraw")]
    [InlineData("waive")]
    public async Task Closing_needs_a_reason_and_carries_it(string word)
    {
        var id = $"rest-close-{word}";
        using var client = world.FrontEnd.Client(Roles.Supervisor);
        using var without = await client.PostAsync($"/api/v1/commands/{id}/{word}", null, DoorsWorld.Cancel);
        await without.IsProblem(HttpStatusCode.BadRequest, "reason");
        using var with = await client.PostAsJsonAsync($"/api/v1/commands/{id}/{word}", new { reason = "se resolvió por radio" }, DoorsWorld.Cancel);
        Assert.Equal("Done", (await with.Json()).GetProperty("outcome").GetString());
        Assert.Equal((word, "test-Supervisor", "se resolvió por radio"), Assert.Single(CommandScript.Of(id).Closed));
        CommandScript.Of(id).Close = new CloseAnswer { Outcome = CloseOutcome.Invalid, Rule = "not twice" };
        using var refused = await client.PostAsJsonAsync($"/api/v1/commands/{id}/{word}", new { reason = "otra vez" }, DoorsWorld.Cancel);
        await refused.IsProblem(HttpStatusCode.BadRequest, "request");
    }

    [Theory]
    [InlineData("accept", LadderStep.Accepted)]
    [InlineData("refuse", LadderStep.Refused)]
    [InlineData("en-route", LadderStep.EnRoute)]
    [InlineData("on-scene", LadderStep.OnScene)]
    [InlineData("done", LadderStep.Done)]
    public async Task An_operator_speaks_for_a_recipient(string word, LadderStep step)
    {
        var id = $"rest-step-{word}";
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var answer = await client.PostAsJsonAsync($"/api/v1/commands/{id}/recipients/E-0003/{word}", new { reason = "por radio" }, DoorsWorld.Cancel);
        Assert.Equal(("Recorded", "Accepted"), ((await answer.Json()).GetProperty("outcome").GetString(), (await answer.Json()).GetProperty("step").GetString()));
        var taken = Assert.Single(CommandScript.Of(id).Steps);
        Assert.Equal(("E-0003", step, "por radio", "test-Operator"), (taken.EfectivoId, taken.Step, taken.Reason, taken.Actor));
    }

    [Theory]
    [InlineData(StepOutcome.NotARecipient, HttpStatusCode.NotFound, "efectivoId")]
    [InlineData(StepOutcome.IllegalStep, HttpStatusCode.Conflict, "step")]
    [InlineData(StepOutcome.Expired, HttpStatusCode.Conflict, "step")]
    [InlineData(StepOutcome.Withdrawn, HttpStatusCode.Conflict, "step")]
    [InlineData(StepOutcome.Invalid, HttpStatusCode.BadRequest, "request")]
    public async Task A_step_the_ladder_refuses_is_told(StepOutcome outcome, HttpStatusCode status, string field)
    {
        var id = $"rest-ladder-no-{(int)outcome}";
        CommandScript.Of(id).Stepped = new StepAnswer { Outcome = outcome, Rule = "the ladder's rule" };
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var answer = await client.PostAsync($"/api/v1/commands/{id}/recipients/E-0003/accept", null, DoorsWorld.Cancel);
        await answer.IsProblem(status, field);
        Assert.Equal("the ladder's rule", (await answer.Json()).GetProperty("rule").GetString());
    }

    [Fact]
    public async Task A_refusal_for_somebody_needs_a_reason()
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var answer = await client.PostAsync("/api/v1/commands/rest-refusal/recipients/E-0003/refuse", null, DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, "reason");
    }

    [Fact]
    public async Task The_list_is_asked_as_it_was_put()
    {
        using var client = world.FrontEnd.Client(Roles.Auditor);
        using var answer = await client.GetAsync(
            "/api/v1/commands?operation=OP-1&efectivo=E-0001&from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z&open=true&after=mark-7&limit=9", DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var query = FakeCommandDirectoryGrain.Asked["mark-7"];
        Assert.Equal(("OP-1", "E-0001", true, 9, 1, 2), (query.OperationId, query.EfectivoId, query.OpenOnly, query.Limit, query.From!.Value.Month, query.To!.Value.Month));
        using var first = await client.GetAsync("/api/v1/commands", DoorsWorld.Cancel);
        Assert.Equal("later", (await first.Json()).GetProperty("next").GetString());
    }

    [Theory]
    [InlineData("operation=x", "operation")]
    [InlineData("efectivo=x", "efectivo")]
    [InlineData("efectivo=", "efectivo")]
    [InlineData("operation=&efectivo=E-0001", "operation")]
    [InlineData("from=yesterday", "from")]
    [InlineData("from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z", "from")]
    [InlineData("open=maybe", "open")]
    [InlineData("limit=501", "limit")]
    public async Task A_bad_question_is_refused_by_field(string query, string field)
    {
        using var client = world.FrontEnd.Client(Roles.Auditor);
        using var answer = await client.GetAsync($"/api/v1/commands?{query}", DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, field);
    }

    [Fact]
    public async Task An_efectivo_reads_its_own_inbox_and_no_other()
    {
        var order = Orders.New();
        InboxScript.Of("REST-INBOX").Pending[order.CommandId] = order;
        using var client = world.FrontEnd.Client(Roles.Efectivo, "REST-INBOX");
        using var own = await client.GetAsync("/api/v1/efectivos/REST-INBOX/inbox", DoorsWorld.Cancel);
        Assert.Equal(order.CommandId, (await own.Json()).GetProperty("commands")[0].GetProperty("commandId").GetString());
        using var other = await client.GetAsync("/api/v1/efectivos/REST-OTHER/inbox", DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
    }

    internal static CommandScript Issue(string id, int recipients, string text = "Diríjase al cruce")
    {
        var script = CommandScript.Of(id);
        script.Summary = CommandScript.Summarise(Orders.New(CommandClass.Critical, text, id: id), 1, (LadderStep.Accepted, recipients));
        var at = new DateTime(2026, 12, 1, 8, 0, 0, DateTimeKind.Utc);
        script.Ladders =
        [
            .. Enumerable.Range(0, recipients).Select(i => new Ladder
            {
                EfectivoId = $"L-{i:0000}", Step = LadderStep.Accepted, Sends = 1,
                Steps =
                [
                    new LadderEntry { Step = LadderStep.Issued, At = at, RecordedAt = at, Reason = "", Actor = "system" },
                    new LadderEntry { Step = LadderStep.Accepted, At = at.AddSeconds(3), RecordedAt = at.AddSeconds(4), Reason = "voy", Actor = $"L-{i:0000}", Position = new(-34.6, -58.4) },
                ],
            }),
        ];
        return script;
    }

    private static Dictionary<string, object?> Body(Dictionary<string, object?>? instead = null)
    {
        var body = new Dictionary<string, object?>
        {
            ["class"] = "Critical", ["kind"] = "Order", ["text"] = "Diríjase al cruce", ["point"] = new { latitude = -34.6, longitude = -58.4 },
            ["recipients"] = new object[] { new { kind = "Efectivo", value = "E-0001" } },
        };
        foreach (var (field, value) in instead ?? [])
        {
            body[field] = value;
        }
        return body;
    }
}
