using System.Net;
using System.Net.Http.Json;
using GrupoGad.Alarms;
using GrupoGad.Boards;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;
using GrupoGad.WebFrontend.Tests.Fakes;

namespace GrupoGad.WebFrontend.Tests.Alarms;

public sealed class AlarmTests(DoorsWorld world)
{
    [Fact]
    public async Task A_panic_is_raised_by_the_efectivo_itself_or_for_it()
    {
        var at = new DateTime(2026, 12, 1, 8, 0, 0, DateTimeKind.Utc);
        using var own = world.FrontEnd.Client(Roles.Efectivo, "ALARM-1");
        using var raised = await own.PostAsJsonAsync(
            "/api/v1/efectivos/ALARM-1/panic", new { alarmId = "panic-0101", position = new { latitude = -34.6, longitude = -58.4 }, at }, DoorsWorld.Cancel);
        var alarm = await raised.Json();
        Assert.Equal("panic-0101 ALARM-1 Panic Raised", string.Join(' ', new[] { "alarmId", "efectivoId", "kind", "status" }.Select(name => alarm.GetProperty(name).GetString())));
        var told = Assert.Single(AlarmScript.Of("ALARM-1").Raised);
        Assert.Equal((AlarmKind.Panic, -34.6, at, "ALARM-1"), (told.Kind, told.Point!.Value.Latitude, told.At, told.Actor));

        using var operatorClient = world.FrontEnd.Client(Roles.Operator);
        using var forIt = await operatorClient.PostAsJsonAsync("/api/v1/efectivos/ALARM-1/panic", new { alarmId = "panic-0102" }, DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.OK, forIt.StatusCode);
        using var other = await own.PostAsJsonAsync("/api/v1/efectivos/ALARM-2/panic", new { alarmId = "panic-0103" }, DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
    }

    [Theory]
    [InlineData("{}", "alarmId")]
    [InlineData("{\"alarmId\":\"short\"}", "alarmId")]
    [InlineData("{\"alarmId\":\"panic-0001\",\"position\":{\"latitude\":91,\"longitude\":0}}", "position")]
    [InlineData("{\"alarmId\":\"panic-0001\",\"at\":\"now\"}", "$.at")]
    public async Task A_bad_panic_is_refused_by_field(string body, string field)
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("/api/v1/efectivos/ALARM-3/panic", content, DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, field);
    }

    [Fact]
    public async Task The_open_alarms_are_listed_oldest_first()
    {
        Show("ALARM-B", AlarmStatus.Raised, DateTime.UtcNow);
        Show("ALARM-A", AlarmStatus.Acknowledged, DateTime.UtcNow.AddMinutes(-5));
        Show("ALARM-C", AlarmStatus.Cancelled, DateTime.UtcNow.AddMinutes(-9));
        using var client = world.FrontEnd.Client(Roles.Auditor);
        using var answer = await client.GetAsync("/api/v1/alarms", DoorsWorld.Cancel);
        var codes = (await answer.Json()).GetProperty("alarms").EnumerateArray().Select(alarm => alarm.GetProperty("efectivoId").GetString())
            .Where(code => code!.StartsWith("ALARM-", StringComparison.Ordinal));
        Assert.Equal(["ALARM-A", "ALARM-B"], codes);
    }

    [Fact]
    public async Task A_person_acknowledges_and_cancels_with_a_reason()
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var acknowledged = await client.PostAsJsonAsync("/api/v1/alarms/ALARM-5/acknowledge", new { }, DoorsWorld.Cancel);
        using var bare = await client.PostAsync("/api/v1/alarms/ALARM-5/acknowledge", null, DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.OK, bare.StatusCode);
        using var without = await client.PostAsync("/api/v1/alarms/ALARM-5/cancel", null, DoorsWorld.Cancel);
        await without.IsProblem(HttpStatusCode.BadRequest, "reason");
        using var cancelled = await client.PostAsJsonAsync("/api/v1/alarms/ALARM-5/cancel", new { reason = "falsa alarma" }, DoorsWorld.Cancel);
        Assert.Equal(("Acknowledged", "Cancelled"), ((await acknowledged.Json()).GetProperty("status").GetString(), (await cancelled.Json()).GetProperty("status").GetString()));
        Assert.Equal(("cancel", "test-Operator", "falsa alarma"), AlarmScript.Of("ALARM-5").Closed.Last());
    }

    [Theory]
    [InlineData(AlarmOutcome.NoAlarm, HttpStatusCode.NotFound, "id")]
    [InlineData(AlarmOutcome.UnknownEfectivo, HttpStatusCode.NotFound, "id")]
    [InlineData(AlarmOutcome.Invalid, HttpStatusCode.BadRequest, "request")]
    public async Task A_refusal_of_the_grain_is_told(AlarmOutcome outcome, HttpStatusCode status, string field)
    {
        var code = $"ALARM-NO-{(int)outcome}";
        AlarmScript.Of(code).Answer = new AlarmAnswer { Outcome = outcome, Rule = "the grain's rule" };
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var answer = await client.PostAsync($"/api/v1/alarms/{code}/acknowledge", null, DoorsWorld.Cancel);
        await answer.IsProblem(status, field);
    }

    [Fact]
    public async Task A_check_in_is_set_and_given()
    {
        using var client = world.FrontEnd.Client(Roles.Efectivo, "ALARM-6");
        using var set = await client.PutAsJsonAsync("/api/v1/efectivos/ALARM-6/check-in", new { everyS = 600 }, DoorsWorld.Cancel);
        using var given = await client.PostAsync("/api/v1/efectivos/ALARM-6/check-in", null, DoorsWorld.Cancel);
        Assert.Equal((600, 600), ((await set.Json()).GetProperty("everyS").GetInt32(), (await given.Json()).GetProperty("everyS").GetInt32()));
        Assert.Equal((TimeSpan.FromMinutes(10), 1), (AlarmScript.Of("ALARM-6").Every, AlarmScript.Of("ALARM-6").CheckIns));
        using var other = await client.PostAsync("/api/v1/efectivos/ALARM-7/check-in", null, DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"everyS\":59}")]
    [InlineData("{\"everyS\":86401}")]
    [InlineData("{\"everyS\":-1}")]
    public async Task A_bad_period_is_refused(string body)
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.PutAsync("/api/v1/efectivos/ALARM-8/check-in", content, DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, "everyS");
    }

    [Fact]
    public async Task A_period_for_nobody_is_not_found()
    {
        AlarmScript.Of("ALARM-9").Known = false;
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var answer = await client.PutAsJsonAsync("/api/v1/efectivos/ALARM-9/check-in", new { everyS = 600 }, DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.NotFound, "id");
    }

    private static void Show(string code, AlarmStatus status, DateTime raisedAt)
    {
        var item = new BoardItem { Alarm = AlarmScript.Summarise(code, status) with { RaisedAt = raisedAt } };
        FakeBoardGrain.Of(BoardShards.Of(code)).Items[item.Key] = item;
    }
}
