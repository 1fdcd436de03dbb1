using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;
using GrupoGad.WebFrontend.Tests.Fakes;

namespace GrupoGad.WebFrontend.Tests.Duty;

public sealed class DutyTests(DoorsWorld world)
{
    /// <summary>Midnight in Buenos Aires, ten days from now.</summary>
    internal static readonly DateTime Midnight = DateTime.UtcNow.Date.AddDays(10).AddHours(3);

    [Fact]
    public async Task Shifts_are_put_by_the_clock_of_their_place_and_got_by_both()
    {
        var code = await world.Register();
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var put = await client.PutAsJsonAsync($"/api/v1/efectivos/{code}/shifts", Shifts((8, 16), (32, 40)), DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        using var got = await client.GetAsync($"/api/v1/efectivos/{code}/shifts?from={Midnight.AddHours(20):O}", DoorsWorld.Cancel);
        var shift = Assert.Single((await got.Json()).GetProperty("shifts").EnumerateArray());
        Assert.Equal(
            (Midnight.AddHours(32), Wall(32) + ":00-03:00", "test-Operator", "America/Argentina/Buenos_Aires"),
            (shift.GetProperty("start").GetDateTime(), shift.GetProperty("localStart").GetString(), shift.GetProperty("plannedBy").GetString(), shift.GetProperty("timeZone").GetString()));
    }

    [Fact]
    public async Task Less_than_the_minimum_rest_needs_a_supervisor_and_a_reason()
    {
        var code = await world.Register();
        var path = $"/api/v1/efectivos/{code}/shifts";
        using var operators = world.FrontEnd.Client(Roles.Operator);
        using var refused = await operators.PutAsJsonAsync(path, Shifts((8, 16), (20, 28)), DoorsWorld.Cancel);
        await refused.IsProblem(HttpStatusCode.Conflict, "shifts[1].start");
        Assert.StartsWith("minimum rest", (await refused.Json()).GetProperty("rule").GetString(), StringComparison.Ordinal);
        var forced = Shifts((8, 16), (20, 28));
        forced["force"] = true;
        using var unreasoned = await operators.PutAsJsonAsync(path, forced, DoorsWorld.Cancel);
        await unreasoned.IsProblem(HttpStatusCode.BadRequest, "reason");
        forced["reason"] = "relevo ausente";
        using var forbidden = await operators.PutAsJsonAsync(path, forced, DoorsWorld.Cancel);
        await forbidden.IsProblem(HttpStatusCode.Forbidden, "force");
        using var supervisor = world.FrontEnd.Client(Roles.Supervisor);
        using var done = await supervisor.PutAsJsonAsync(path, forced, DoorsWorld.Cancel);
        Assert.Equal("relevo ausente", (await done.Json()).GetProperty("shifts")[1].GetProperty("forced").GetString());
    }

    [Theory]
    [InlineData("from", null, "from")]
    [InlineData("to", "2026-01-01", "$.to")]
    [InlineData("timeZone", "Mars/Olympus", "shifts[0].timeZone")]
    [InlineData("start", "8 o'clock", "shifts[0].start")]
    [InlineData("start", "2026-10-25T02:30:00Z", "shifts[0].start")]
    public async Task A_bad_plan_is_refused_by_field(string field, string? value, string named)
    {
        var code = await world.Register();
        using var client = world.FrontEnd.Client(Roles.Operator);
        var plan = Shifts((8, 16));
        if (field == "start")
        {
            plan["shifts"] = new[] { new { start = value, end = Wall(16) } };
        }
        else
        {
            plan[field] = value;
        }
        using var answer = await client.PutAsJsonAsync($"/api/v1/efectivos/{code}/shifts", plan, DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, named);
    }

    [Fact]
    public async Task Leaves_are_added_and_cancelled_by_their_id()
    {
        var code = await world.Register();
        var path = $"/api/v1/efectivos/{code}/leaves";
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var added = await client.PutAsJsonAsync(path + "/L-1", Leave(0, 240), DoorsWorld.Cancel);
        Assert.Equal("Vacation", Assert.Single((await added.Json()).GetProperty("leaves").EnumerateArray()).GetProperty("kind").GetString());
        using var over = await client.PutAsJsonAsync(path + "/L-2", Leave(200, 300), DoorsWorld.Cancel);
        await over.IsProblem(HttpStatusCode.Conflict, "start");
        using var cancelled = await client.DeleteAsync(path + "/L-1?reason=volvió", DoorsWorld.Cancel);
        using var got = await client.GetAsync(path, DoorsWorld.Cancel);
        Assert.Empty((await got.Json()).GetProperty("leaves").EnumerateArray());
        using var again = await client.DeleteAsync(path + "/L-1", DoorsWorld.Cancel);
        await again.IsProblem(HttpStatusCode.NotFound, "leaveId");
    }

    [Fact]
    public async Task Nobody_has_no_duty()
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var shifts = await client.PutAsJsonAsync("/api/v1/efectivos/E-NOBODY/shifts", Shifts((8, 16)), DoorsWorld.Cancel);
        await shifts.IsProblem(HttpStatusCode.NotFound, "id");
        using var leave = await client.PutAsJsonAsync("/api/v1/efectivos/E-NOBODY/leaves/L-1", Leave(0, 8), DoorsWorld.Cancel);
        await leave.IsProblem(HttpStatusCode.NotFound, "id");
    }

    [Fact]
    public async Task Who_is_on_shift_is_told_by_unit_and_of_now_how_many_are_in_service()
    {
        using var client = world.FrontEnd.Client(Roles.Auditor);
        using var now = await client.GetAsync("/api/v1/duty?unit=Norte&limit=1", DoorsWorld.Cancel);
        var duty = await now.Json();
        Assert.Equal((5, 4, 0.8, "E-0417"), (duty.GetProperty("onShift").GetInt32(), duty.GetProperty("inService").GetInt32(), duty.GetProperty("ratio").GetDouble(), duty.GetProperty("next").GetString()));
        Assert.Equal(["Norte 0.8", "Sur "], duty.GetProperty("units").EnumerateArray().Select(unit => $"{unit.GetProperty("unit")} {unit.GetProperty("ratio")}"));
        Assert.Contains(FakeDutyDirectoryGrain.Asked, query => query is { Unit: "Norte", Limit: 1 });
        using var then = await client.GetAsync("/api/v1/duty?at=2026-01-01T00:00:00Z", DoorsWorld.Cancel);
        duty = await then.Json();
        Assert.Equal((5, "", ""), (duty.GetProperty("onShift").GetInt32(), duty.GetProperty("ratio").ToString(), duty.GetProperty("people")[0].GetProperty("availability").ToString()));
        using var wrong = await client.GetAsync("/api/v1/duty?at=yesterday", DoorsWorld.Cancel);
        await wrong.IsProblem(HttpStatusCode.BadRequest, "at");
    }

    internal static string Wall(double hour) => Midnight.AddHours(hour - 3).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);

    private static Dictionary<string, object?> Shifts(params (double Start, double End)[] shifts) => new()
    {
        ["from"] = Midnight, ["to"] = Midnight.AddDays(7), ["timeZone"] = "America/Argentina/Buenos_Aires",
        ["shifts"] = shifts.Select(shift => new { start = Wall(shift.Start), end = Wall(shift.End) }).ToArray(),
    };

    private static object Leave(double start, double end) => new { kind = "Vacation", timeZone = "America/Argentina/Buenos_Aires", start = Wall(start), end = Wall(end) };
}
