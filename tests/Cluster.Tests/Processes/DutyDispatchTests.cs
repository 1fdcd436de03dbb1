using System.Text.Json;
using GrupoGad.Geo;

namespace GrupoGad.Cluster.Tests.Processes;

/// <summary>Shifts, leaves and rest put by REST, and what dispatch makes of them: gateways and silos of their own, PostGIS between them.</summary>
public sealed class DutyDispatchTests(Installation installation) : IClassFixture<Installation>
{
    private static readonly DateTime _minute = DateTime.UtcNow.Date.AddMinutes(Math.Floor((DateTime.UtcNow - DateTime.UtcNow.Date).TotalMinutes));

    [Fact]
    public async Task Who_is_off_shift_on_leave_or_resting_is_sent_nowhere_and_each_is_told_the_rule()
    {
        await installation.Complete();
        var desk = new Desk(installation, new GeoPoint(-31.4, -64.2));
        var zone = Midnight();
        var now = TimeZoneInfo.ConvertTimeFromUtc(_minute, zone);
        var (evening, morning) = (now.AddHours(-5), now.AddHours(5));
        Assert.NotEqual(evening.Date, morning.Date);
        foreach (var (id, eastM) in new[] { ("D-ON", 900), ("D-OFF", 100), ("D-LEAVE", 200), ("D-REST", 300), ("D-FREE", 1_200) })
        {
            await desk.Standing(id, eastM, "medic");
        }
        async Task Shift(string id, DateTime start, DateTime end) => await desk.Shifts(id, zone.Id, _minute.AddDays(-2), _minute.AddDays(5), (start, end));
        await Shift("D-ON", evening, morning);
        await Shift("D-OFF", morning.AddDays(1), morning.AddDays(1).AddHours(8));
        await Shift("D-LEAVE", evening, morning);
        await desk.Leave("D-LEAVE", zone.Id, now.AddHours(-1), now.AddHours(30));
        await Shift("D-REST", now.AddHours(-10), now.AddHours(-2));
        await desk.Plan("DUTY-1", DateTime.UtcNow.AddMinutes(-1));
        await desk.Plan("DUTY-2", DateTime.UtcNow.AddMinutes(-1));

        JsonElement made = default;
        await Until.True(async () => (made = await desk.Recommend("DUTY-1", new { count = 5 })).GetProperty("considered").GetInt32() == 5, "all five to be looked at", 30, () => Task.FromResult($"{made}"));
        Assert.Equal(["D-ON", "D-FREE"], made.Codes("chosen"));
        Assert.Equal(
            [
                $"D-LEAVE OnLeave {_minute.AddHours(30):yyyy-MM-ddTHH:mm:ssZ}", $"D-OFF OffShift {_minute.AddHours(29):yyyy-MM-ddTHH:mm:ssZ}",
                $"D-REST Resting {_minute.AddHours(6):yyyy-MM-ddTHH:mm:ssZ}",
            ],
            made.GetProperty("excluded").EnumerateArray().Select(one => $"{one.GetProperty("efectivoId")} {one.GetProperty("rule")} {one.GetProperty("until")}").Order(StringComparer.Ordinal));
        Assert.Equal(made.GetProperty("at").GetDateTime(), made.GetProperty("judgedAt").GetDateTime());
        Assert.Equal(0, made.GetProperty("unchecked").GetArrayLength());

        var joint = await desk.Solve(new { operationId = "DUTY-1", count = 3 }, new { operationId = "DUTY-2", count = 2 });
        Assert.Equal(["D-FREE", "D-ON"], Given(joint).Select(one => one.Efectivo).Order(StringComparer.Ordinal));
        Assert.Equal(3, joint.GetProperty("totals").GetProperty("missing").GetInt32());

        // By hand too, each is told the rule; a supervisor's reason sends one of them all the same.
        var byHand = await desk.Call(HttpMethod.Post, "/api/v1/operations/DUTY-2/assignments", new { efectivos = new[] { "D-LEAVE", "D-OFF", "D-REST" } }, "Operator");
        Assert.Equal(["D-LEAVE Barred [\"OnLeave\"]", "D-OFF Barred [\"OffShift\"]", "D-REST Barred [\"Resting\"]"],
            byHand.GetProperty("results").EnumerateArray().Select(one => $"{one.GetProperty("efectivoId")} {one.GetProperty("outcome")} {one.GetProperty("bars")}"));
        var sent = await desk.Call(HttpMethod.Post, "/api/v1/operations/DUTY-2/assignments", new { efectivos = new[] { "D-OFF" }, overrule = true, reason = "nadie más cerca" });
        Assert.Equal("Reserved", sent.GetProperty("results")[0].GetProperty("outcome").GetString());
        Assert.Contains((await desk.Call(HttpMethod.Get, "/api/v1/operations/DUTY-2/timeline")).GetProperty("entries").EnumerateArray(),
            entry => $"{entry.GetProperty("what")} {entry.GetProperty("before")} {entry.GetProperty("reason")}" == "assignment.overruled OffShift nadie más cerca");

        // The leave is cancelled: he may go at once, and the record says who did it.
        await desk.Call(HttpMethod.Delete, "/api/v1/efectivos/D-LEAVE/leaves/L-1?reason=volvi%C3%B3");
        Assert.Equal(["D-LEAVE", "D-ON", "D-FREE"], (await desk.Recommend("DUTY-1", new { count = 5 })).Codes("chosen"));
        var record = (await desk.Call(HttpMethod.Get, "/api/v1/duty/changes?efectivo=D-LEAVE", role: "Auditor")).GetProperty("changes");
        Assert.Equal(["leave.cancelled desk-Supervisor volvió", "leave.added desk-Supervisor ", "planned desk-Supervisor "],
            record.EnumerateArray().Select(change => $"{change.GetProperty("what")} {change.GetProperty("actor")} {change.GetProperty("reason")}"));

        // A run plan asks for medics: who is assigned counts, and the rest is told by need.
        await desk.Call(HttpMethod.Put, "/api/v1/run-plans/Emergency/Medium", new { levels = new[] { new { needs = new[] { new { skill = "medic", count = 4 } } } } });
        await desk.Plan("DUTY-3", DateTime.UtcNow.AddMinutes(-1), "Emergency");
        await desk.Call(HttpMethod.Post, "/api/v1/operations/DUTY-3/assignments", new { efectivos = new[] { "D-ON" } });
        var need = (await desk.Recommend("DUTY-3")).GetProperty("needs")[0];
        Assert.Equal("medic 4 [\"D-ON\"] 3 1", string.Join(' ', new[] { "skill", "wanted", "held", "missing", "short" }.Select(name => need.GetProperty(name).ToString())));
        Assert.Equal(["D-LEAVE", "D-FREE"], need.Codes("chosen"));
        var short3 = Assert.Single((await desk.Solve(new { operationId = "DUTY-3" })).GetProperty("operations")[0].GetProperty("needs").EnumerateArray());
        Assert.Equal(1, short3.GetProperty("short").GetInt32());
    }

    /// <summary>
    /// A night shift from 22:00 to 06:00 on the wall, through midnight and through a change of clocks: it lasts seven or nine hours. Half an hour before its true
    /// end it is on, half an hour after it is over; with the hour of before the change one of the two would be judged otherwise.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_operation_to_come_is_judged_for_its_planned_start_across_midnight_and_a_change_of_clocks(bool spring)
    {
        await installation.Complete();
        var desk = new Desk(installation, new GeoPoint(40.4, spring ? -3.7 : -2.7));
        var name = spring ? "SPR" : "AUT";
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Madrid");
        var change = NextChange(zone, spring);
        var day = TimeZoneInfo.ConvertTimeFromUtc(change, zone).Date;
        var end = TimeZoneInfo.ConvertTimeToUtc(day.AddHours(6), zone);
        Assert.Equal(spring ? 7 : 9, (end - TimeZoneInfo.ConvertTimeToUtc(day.AddHours(-2), zone)).TotalHours);
        await desk.Standing($"{name}-A", 100);
        await desk.Standing($"{name}-B", 200);
        foreach (var id in new[] { $"{name}-A", $"{name}-B" })
        {
            var shift = (await desk.Shifts(id, zone.Id, change.AddDays(-3), change.AddDays(3), (day.AddHours(-2), day.AddHours(6)))).GetProperty("shifts")[0];
            Assert.Equal(end, shift.GetProperty("end").GetDateTime());
        }
        await desk.Plan($"{name}-IN", end.AddMinutes(-30));
        await desk.Plan($"{name}-OUT", end.AddMinutes(30));
        await desk.Plan($"{name}-EVE", end.AddDays(-1));

        JsonElement made = default;
        await Until.True(async () => (made = await desk.Recommend($"{name}-IN", new { count = 2 })).GetProperty("considered").GetInt32() == 2, "both to be looked at", 30, () => Task.FromResult($"{made}"));
        Assert.Equal([$"{name}-A", $"{name}-B"], made.Codes("chosen"));
        Assert.Equal(end.AddMinutes(-30), made.GetProperty("judgedAt").GetDateTime());

        made = await desk.Recommend($"{name}-OUT", new { count = 2 });
        Assert.Empty(made.Codes("chosen"));
        Assert.All(made.GetProperty("excluded").EnumerateArray(), one => Assert.Equal(
            ("Resting", $"at the planned start, {end.AddMinutes(30):yyyy-MM-ddTHH:mm:ssZ}, it rests between shifts", end.AddHours(8)),
            (one.GetProperty("rule").GetString(), one.GetProperty("detail").GetString(), one.GetProperty("until").GetDateTime())));
        made = await desk.Recommend($"{name}-EVE");
        Assert.Equal(["OffShift", "OffShift"], made.GetProperty("excluded").EnumerateArray().Select(one => one.GetProperty("rule").GetString()));

        var joint = await desk.Solve(new { operationId = $"{name}-OUT" }, new { operationId = $"{name}-IN", count = 2 }, new { operationId = $"{name}-EVE" });
        Assert.Equal([($"{name}-IN", $"{name}-A"), ($"{name}-IN", $"{name}-B")], Given(joint).Order());
        Assert.Equal(
            [end.AddMinutes(30), end.AddMinutes(-30), end.AddDays(-1)], joint.GetProperty("operations").EnumerateArray().Select(one => one.GetProperty("judgedAt").GetDateTime()));

        // What is under way is judged as of now, whatever was planned.
        await desk.Call(HttpMethod.Post, $"/api/v1/operations/{name}-IN/start", new { reason = "prueba", force = true });
        made = await desk.Recommend($"{name}-IN", new { count = 2 });
        Assert.Equal(made.GetProperty("at").GetDateTime(), made.GetProperty("judgedAt").GetDateTime());
        Assert.Equal(["OffShift", "OffShift"], made.GetProperty("excluded").EnumerateArray().Select(one => one.GetProperty("rule").GetString()));
    }

    /// <summary>A zone in which it is the hour before midnight: what began some hours ago began today there, and ends tomorrow.</summary>
    private static TimeZoneInfo Midnight()
    {
        var ahead = 23 - _minute.Hour is var hours && hours > 12 ? hours - 24 : hours;
        // POSIX names count westward.
        return TimeZoneInfo.FindSystemTimeZoneById(ahead == 0 ? "Etc/GMT" : $"Etc/GMT{-ahead:+0;-0}");
    }

    /// <summary>The first instant of the other time.</summary>
    private static DateTime NextChange(TimeZoneInfo zone, bool forward)
    {
        var hour = DateTime.UtcNow.Date.AddDays(10);
        while (zone.GetUtcOffset(hour) == zone.GetUtcOffset(hour.AddHours(-1)) || forward != zone.GetUtcOffset(hour) > zone.GetUtcOffset(hour.AddHours(-1)))
        {
            hour = hour.AddHours(1);
        }
        return hour;
    }

    private static (string Operation, string Efectivo)[] Given(JsonElement joint) => [.. joint.GetProperty("assignments").EnumerateArray()
        .Select(one => (one.GetProperty("operationId").GetString()!, one.GetProperty("candidate").GetProperty("efectivoId").GetString()!))];
}

internal static class Told
{
    /// <summary>Codes of the candidates of a list, in its order.</summary>
    public static string[] Codes(this JsonElement told, string list) => [.. told.GetProperty(list).EnumerateArray().Select(one => one.GetProperty("efectivoId").GetString()!)];
}
