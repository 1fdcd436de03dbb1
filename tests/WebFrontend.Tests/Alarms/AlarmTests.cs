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
        var at = new DateTime(DateTime.UtcNow.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, DateTimeKind.Utc).AddMinutes(-5);
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
    [InlineData("", "alarmId")]
    [InlineData("{}", "alarmId")]
    [InlineData("null", "body alarmId")]
    [InlineData("[]", "body alarmId")]
    [InlineData("\"ayuda\"", "body alarmId")]
    [InlineData("ayuda!", "body alarmId")]
    [InlineData("{\"alarmId\":\"panic-0001\",\"position\":", "body")]
    [InlineData("{\"alarmId\":\"short\"}", "alarmId")]
    [InlineData("{\"alarmId\":12345678901,\"at\":null,\"position\":null}", "")]
    [InlineData("{\"alarmId\":\"panic-0001\",\"position\":{\"latitude\":91,\"longitude\":0}}", "position")]
    [InlineData("{\"alarmId\":\"panic-0001\",\"position\":{\"latitude\":-34.6}}", "position")]
    [InlineData("{\"alarmId\":\"panic-0001\",\"position\":{\"latitude\":\"-34.6\",\"longitude\":\"x\"}}", "position")]
    [InlineData("{\"alarmId\":\"panic-0001\",\"position\":{\"latitude\":0,\"longitude\":0}}", "position")]
    [InlineData("{\"alarmId\":\"panic-0001\",\"position\":[-34.6,-58.4]}", "position")]
    [InlineData("{\"alarmId\":\"panic-0001\",\"position\":1e999}", "position")]
    [InlineData("{\"alarmId\":\"panic-0001\",\"at\":\"now\"}", "at")]
    [InlineData("{\"alarmId\":\"panic-0001\",\"at\":\"2026-11-30T16:30:00\"}", "at")]
    [InlineData("{\"alarmId\":\"panic-0001\",\"at\":\"2000-01-01T00:00:00Z\"}", "at")]
    [InlineData("{\"alarmId\":\"panic-0001\",\"at\":7}", "at")]
    [InlineData("{\"alarmId\":\"panic-0001\",\"note\":\"me siguen\",\"\\ud800\":\"\\ud800\"}", "note text that cannot be read")]
    public async Task A_call_for_help_is_never_refused_for_what_surrounds_it(string body, string leftOut)
    {
        using var client = world.FrontEnd.Client(Roles.Efectivo, "ALARM-3");
        foreach (var type in new[] { "application/json", "text/plain", "application/x-www-form-urlencoded", "nonsense/of+any;kind=1", "application/json; charset=iso-8859-1", "text/csv; charset=klingon" })
        {
            using var content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body));
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            var before = AlarmScript.Of("ALARM-3").Raised.Count;
            using var answer = await client.PostAsync("/api/v1/efectivos/ALARM-3/panic?any=thing&x=%00", content, DoorsWorld.Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var told = (await answer.Json()).TryGetProperty("leftOut", out var items) ? items.EnumerateArray().Select(item => item.GetProperty("field").GetString()) : [];
            Assert.Equal(leftOut, string.Join(' ', told));
            var raised = AlarmScript.Of("ALARM-3").Raised.Skip(before).Single();
            Assert.Null(raised.Point);
            Assert.True(raised.AlarmId.Length is >= 8 and <= 64);
            Assert.True(Math.Abs((raised.At - DateTime.UtcNow).TotalMinutes) < 5);
        }
    }

    [Fact]
    public async Task A_call_for_help_is_never_refused_for_its_length_or_for_bytes_that_are_no_text()
    {
        using var client = world.FrontEnd.Client(Roles.Efectivo, "ALARM-4");
        byte[][] bodies =
        [
            System.Text.Encoding.UTF8.GetBytes($$"""{"alarmId":"panic-0004","note":"{{new string('x', 200_000)}}"}"""),
            [.. "{\"alarmId\":\"panic-0004\",\"note\":\""u8, 0xff, 0xc3, 0x28, .. "\"}"u8],
            [0xff, 0xfe, 0x00, 0x01],
        ];
        foreach (var body in bodies)
        {
            using var content = new ByteArrayContent(body);
            using var answer = await client.PostAsync("/api/v1/efectivos/ALARM-4/panic", content, DoorsWorld.Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        Assert.Equal(["panic-0004", "panic-0004"], AlarmScript.Of("ALARM-4").Raised.Take(2).Select(alarm => alarm.AlarmId));
        using var nobody = world.FrontEnd.Client(Roles.Efectivo, "ALARM-X");
        using var stranger = await nobody.PostAsync("/api/v1/efectivos/ALARM-4/panic", null, DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, stranger.StatusCode);
    }

    [Fact]
    public async Task A_call_for_help_whose_line_breaks_in_the_middle_of_it_rings()
    {
        using (var line = new System.Net.Sockets.TcpClient { LingerState = new(enable: true, seconds: 0) })
        {
            await line.ConnectAsync(IPAddress.Loopback, world.FrontEnd.Http.Port, DoorsWorld.Cancel);
            var (head, begun) = ($"POST /api/v1/efectivos/ALARM-TORN/panic HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {Tokens.Issue(FrontEnd.Key, Roles.Efectivo, "ALARM-TORN")}\r\n"
                + "Content-Type: application/json\r\nContent-Length: 4000\r\nExpect: 100-continue\r\n\r\n", "{\"alarmId\":\"panic-torn\",\"note\":\"me sig");
            await line.GetStream().WriteAsync(System.Text.Encoding.UTF8.GetBytes(head), DoorsWorld.Cancel);
            // It says so when it begins to read.
            var answer = new byte[12];
            await line.GetStream().ReadExactlyAsync(answer, DoorsWorld.Cancel);
            Assert.Equal("HTTP/1.1 100", System.Text.Encoding.ASCII.GetString(answer));
            await line.GetStream().WriteAsync(System.Text.Encoding.UTF8.GetBytes(begun), DoorsWorld.Cancel);
        }
        await Until.True(() => Task.FromResult(!AlarmScript.Of("ALARM-TORN").Raised.IsEmpty), "the torn call to ring");
    }

    [Fact]
    public async Task Whoever_calls_for_help_hears_that_it_rings_and_is_not_stored_yet()
    {
        AlarmScript.Of("ALARM-U").Answer = new AlarmAnswer { Outcome = AlarmOutcome.RingsUnstored, Alarm = AlarmScript.Summarise("ALARM-U", AlarmStatus.Raised) with { Unstored = true } };
        using var client = world.FrontEnd.Client(Roles.Efectivo, "ALARM-U");
        using var answer = await client.PostAsJsonAsync("/api/v1/efectivos/ALARM-U/panic", new { alarmId = "panic-0001" }, DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.False((await answer.Json()).GetProperty("stored").GetBoolean());
    }

    [Fact]
    public async Task An_operation_is_named_that_is_to_help()
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var named = await client.PutAsJsonAsync("/api/v1/alarms/ALARM-H/help", new { operationId = "OP-7" }, DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.OK, named.StatusCode);
        Assert.Equal(("help", "test-Operator", "OP-7"), AlarmScript.Of("ALARM-H").Closed.Last());
        using var none = await client.PutAsJsonAsync("/api/v1/alarms/ALARM-H/help", new { }, DoorsWorld.Cancel);
        await none.IsProblem(HttpStatusCode.BadRequest, "operationId");
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
    public async Task A_check_in_is_set_by_a_superior_and_given_by_the_efectivo()
    {
        using var desk = world.FrontEnd.Client(Roles.Operator);
        using var client = world.FrontEnd.Client(Roles.Efectivo, "ALARM-6");
        using var own = await client.PutAsJsonAsync("/api/v1/efectivos/ALARM-6/check-in", new { everyS = 0 }, DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, own.StatusCode);
        using var set = await desk.PutAsJsonAsync("/api/v1/efectivos/ALARM-6/check-in", new { everyS = 600 }, DoorsWorld.Cancel);
        using var given = await client.PostAsync("/api/v1/efectivos/ALARM-6/check-in", null, DoorsWorld.Cancel);
        Assert.Equal((600, 600), ((await set.Json()).GetProperty("everyS").GetInt32(), (await given.Json()).GetProperty("everyS").GetInt32()));
        Assert.Equal((TimeSpan.FromMinutes(10), 1), (AlarmScript.Of("ALARM-6").Every, AlarmScript.Of("ALARM-6").CheckIns));
        using var known = await client.GetAsync("/api/v1/efectivos/ALARM-6/check-in", DoorsWorld.Cancel);
        Assert.Equal("test-Operator", (await known.Json()).GetProperty("setBy").GetString());
        using var other = await client.PostAsync("/api/v1/efectivos/ALARM-7/check-in", null, DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
    }

    [Fact]
    public async Task A_check_in_is_set_by_the_efectivo_that_is_the_superior_and_by_no_other()
    {
        using var admin = world.FrontEnd.Client(Roles.Administrator);
        using var registered = await admin.PutAsJsonAsync("/api/v1/efectivos/ALARM-LED", new { displayName = "Móvil", superior = DoorsWorld.Chief }, DoorsWorld.Cancel);
        using var chief = world.FrontEnd.Client(Roles.Efectivo, DoorsWorld.Chief);
        using var set = await chief.PutAsJsonAsync("/api/v1/efectivos/ALARM-LED/check-in", new { everyS = 600 }, DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.OK, set.StatusCode);
        using var stranger = world.FrontEnd.Client(Roles.Efectivo, "ALARM-STRANGER");
        using var refused = await stranger.PutAsJsonAsync("/api/v1/efectivos/ALARM-LED/check-in", new { everyS = 0 }, DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(10), AlarmScript.Of("ALARM-LED").Every);
    }

    [Fact]
    public async Task A_period_that_another_has_changed_since_it_was_read_is_not_changed()
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        const string path = "/api/v1/efectivos/ALARM-TAG/check-in";
        using var unset = await client.Send(HttpMethod.Get, path);
        using var first = await client.Put(path, new { everyS = 600 }, unset.Tag());
        using var second = await client.Put(path, new { everyS = 900 }, unset.Tag());
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        await second.IsProblem(HttpStatusCode.PreconditionFailed, "If-Match");
        Assert.Equal(Preconditions.PreconditionTests.Version(first.Tag()), (await second.Json()).GetProperty("version").GetInt64());
        // The first answer was lost; one that has it already; a step that names no version.
        using var again = await client.Put(path, new { everyS = 600 }, unset.Tag());
        using var stopped = await client.Put(path, new { everyS = 0 });
        using var read = await client.Send(HttpMethod.Get, path, ifNoneMatch: stopped.Tag());
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotModified), (again.StatusCode, stopped.StatusCode, read.StatusCode));
        using var malformed = await client.Put(path, new { everyS = 60 }, "7");
        await malformed.IsProblem(HttpStatusCode.BadRequest, "If-Match");
        using var taken = await client.Put(path, new { everyS = 60 }, ifNoneMatch: "*");
        await taken.IsProblem(HttpStatusCode.PreconditionFailed, "If-None-Match");
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
