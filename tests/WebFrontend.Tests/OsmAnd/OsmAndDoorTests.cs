using System.Net;
using System.Text;
using GrupoGad.Alarms;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;
using GrupoGad.WebFrontend.Tests.Fakes;

namespace GrupoGad.WebFrontend.Tests.OsmAnd;

public sealed class OsmAndDoorTests(DoorsWorld world)
{
    private const string Key = "a-secret-of-this-test";

    [Fact]
    public async Task A_phone_moves_its_efectivo_by_get_by_form_and_by_json_on_both_ports()
    {
        var code = await world.Register();
        using var door = new HttpClient { BaseAddress = world.FrontEnd.Osmand };
        using var main = new HttpClient { BaseAddress = world.FrontEnd.Http };
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

        using var get = await door.GetAsync($"/?id={code.ToLowerInvariant()}&lat=-34.6&lon=-58.4&timestamp={now - 30}&speed=10", DoorsWorld.Cancel);
        using var form = await main.PostAsync("/osmand", new FormUrlEncodedContent(
            [new("deviceid", code), new("location", "-34.601,-58.4"), new("timestamp", $"{now - 20}000")]), DoorsWorld.Cancel);
        using var json = await door.PostAsync("/any/path", new StringContent(
            "{\"device_id\":\"" + code + "\",\"location\":{\"coords\":{\"latitude\":-34.602,\"longitude\":-58.4}}}", Encoding.UTF8, "application/json"), DoorsWorld.Cancel);

        Assert.All([get, form, json], answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        using var reader = world.FrontEnd.Client(Roles.Operator);
        using var view = await reader.GetAsync($"/api/v1/efectivos/{code}", DoorsWorld.Cancel);
        var position = (await view.Json()).GetProperty("position");
        Assert.Equal((-34.602, "OsmAnd"), (position.GetProperty("latitude").GetDouble(), position.GetProperty("source").GetString()));
    }

    [Fact]
    public async Task The_sos_of_a_tracker_is_a_panic_whatever_else_its_message_holds_and_no_other_alarm_is()
    {
        var code = await world.Register();
        using var door = new HttpClient { BaseAddress = world.FrontEnd.Osmand };
        var raised = AlarmScript.Of(code).Raised;
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

        for (var turn = 0; turn < 2; turn++)
        {
            using var get = await door.GetAsync($"/?id={code}&lat=-34.6&lon=-58.4&timestamp={now}&alarm=sos", DoorsWorld.Cancel);
            Assert.Equal(HttpStatusCode.OK, get.StatusCode);
        }
        Assert.Equal(1, raised.Select(alarm => alarm.AlarmId).Distinct().Count());
        Assert.All(raised, alarm => Assert.Equal((AlarmKind.Panic, -34.6, code), (alarm.Kind, alarm.Point!.Value.Latitude, alarm.Actor)));

        var before = raised.Count;
        foreach (var query in new[] { "alarm=sos", "alarm=lowBattery,SOS&lat=95&lon=x", "alarm=sos&timestamp=yesterday&lat=0&lon=0" })
        {
            using var odd = await door.GetAsync($"/?id={code}&{query}", DoorsWorld.Cancel);
        }
        Assert.Equal(before + 3, raised.Count);
        Assert.All(raised.Skip(before), alarm => Assert.Null(alarm.Point));

        foreach (var body in new[]
        {
            "{\"device_id\":\"" + code + "\",\"alarm\":\"sos\",\"location\":{\"coords\":{\"latitude\":-34.602,\"longitude\":-58.4}}}",
            "{\"device_id\":\"" + code + "\",\"location\":{\"extras\":{\"alarm\":\"sos\"},\"coords\":{\"latitude\":-34.602,\"longitude\":-58.4}}}",
        })
        {
            using var json = await door.PostAsync("/", new StringContent(body, Encoding.UTF8, "application/json"), DoorsWorld.Cancel);
            Assert.Equal(HttpStatusCode.OK, json.StatusCode);
        }
        Assert.Equal(before + 5, raised.Count);
        Assert.Equal(-34.602, raised.Last().Point!.Value.Latitude);

        foreach (var alarm in new[] { "lowBattery", "geofenceExit", "powerOn", "" })
        {
            using var other = await door.GetAsync($"/?id={code}&lat=-34.6&lon=-58.4&alarm={alarm}", DoorsWorld.Cancel);
        }
        Assert.Equal(before + 5, raised.Count);
    }

    [Fact]
    public async Task A_phone_that_did_not_hear_the_answer_is_answered_well_again()
    {
        var code = await world.Register();
        using var door = new HttpClient { BaseAddress = world.FrontEnd.Osmand };
        var target = $"/?id={code}&lat=-34.6&lon=-58.4&timestamp={DateTimeOffset.UtcNow.ToUnixTimeSeconds()}";
        for (var turn = 0; turn < 2; turn++)
        {
            using var answer = await door.GetAsync(target, DoorsWorld.Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("?id=NOBODY-9&lat=1&lon=1", "id: 'NOBODY-9'")]
    [InlineData("?id=x&lat=1&lon=1", "id: 'X'")]
    [InlineData("?id=E-1234&lat=95&lon=1", "lat: '95'")]
    [InlineData("?id=E-1234&lat=abc&lon=1", "lat: 'abc'")]
    [InlineData("?id=E-1234&lat=NaN&lon=1", "lat: 'NaN'")]
    [InlineData("?id=E-1234&lat=1", "lon: ''")]
    [InlineData("?id=E-1234&lat=1&lon=1&timestamp=yesterday", "timestamp: 'yesterday'")]
    [InlineData("?id=E-1234&lat=1&lon=1&timestamp=99999999999999999", "timestamp: ")]
    [InlineData("?id=E-1234&lat=1&lon=1&bearing=400", "bearing: '400'")]
    [InlineData("?id=E-1234&lat=1&lon=1&batt=300", "batt: '3'")]
    public async Task A_refusal_is_one_line_that_names_field_value_and_rule(string query, string start)
    {
        using var door = new HttpClient { BaseAddress = world.FrontEnd.Osmand };
        using var answer = await door.GetAsync("/" + query, DoorsWorld.Cancel);
        var text = await answer.Content.ReadAsStringAsync(DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith(start, text, StringComparison.Ordinal);
        Assert.Contains("rule: ", text, StringComparison.Ordinal);
        Assert.Single(text.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("{", "body")]
    [InlineData("[]", "device_id")]
    [InlineData("{\"device_id\":\"E-1234\",\"location\":{\"coords\":{\"latitude\":\"x\",\"longitude\":1}}}", "latitude")]
    public async Task Hostile_json_is_refused_by_name(string body, string field)
    {
        using var door = new HttpClient { BaseAddress = world.FrontEnd.Osmand };
        using var answer = await door.PostAsync("/", new StringContent(body, Encoding.UTF8, "application/json"), DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.StartsWith(field + ":", await answer.Content.ReadAsStringAsync(DoorsWorld.Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_without_a_fix_moves_nothing_and_need_not_send_again()
    {
        using var door = new HttpClient { BaseAddress = world.FrontEnd.Osmand };
        using var answer = await door.GetAsync("/?id=NOBODY-9&lat=1&lon=1&valid=false", DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Outside_Development_the_door_is_closed_without_a_key_and_opens_to_the_key_alone()
    {
        await using var closed = new FrontEnd(world.Silo.GatewayPort, "Production");
        using var knock = new HttpClient { BaseAddress = closed.Osmand };
        using var nothing = await knock.GetAsync("/?id=E-1&lat=1&lon=1", DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);

        var code = await world.Register();
        await using var keyed = await new FrontEnd(world.Silo.GatewayPort, "Production", ("Gad:Osmand:Key", Key)).Ready();
        using var door = new HttpClient { BaseAddress = keyed.Osmand };
        var fix = $"id={code}&lat=-34.6&lon=-58.4";
        foreach (var (target, status) in new[]
        {
            ($"/?{fix}", HttpStatusCode.Forbidden),
            ($"/{Key}x?{fix}", HttpStatusCode.Forbidden),
            ($"/osmand/{Key}?{fix}&timestamp={DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 5}", HttpStatusCode.OK),
            ($"/{Key}?{fix}&timestamp={DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 4}", HttpStatusCode.OK),
            ($"/?{fix}&key={Key}&timestamp={DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 3}", HttpStatusCode.OK),
        })
        {
            using var answer = await door.GetAsync(target, DoorsWorld.Cancel);
            Assert.True(status == answer.StatusCode, target);
        }
    }
}
