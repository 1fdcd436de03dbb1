using System.Net;
using System.Text;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;

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
    [InlineData("?id=x&lat=1&lon=1", "id: 'x'")]
    [InlineData("?id=E-1234&lat=95&lon=1", "lat: '95'")]
    [InlineData("?id=E-1234&lat=abc&lon=1", "lat: 'abc'")]
    [InlineData("?id=E-1234&lat=NaN&lon=1", "lat: 'NaN'")]
    [InlineData("?id=E-1234&lat=1", "lon: ''")]
    [InlineData("?id=E-1234&lat=1&lon=1&timestamp=yesterday", "timestamp: 'yesterday'")]
    [InlineData("?id=E-1234&lat=1&lon=1&timestamp=99999999999999999", "timestamp: ")]
    [InlineData("?id=E-1234&lat=1&lon=1&timestamp=01/12/2026%2010:00:00Z", "timestamp: '01/12/2026 10:00:00Z'")]
    [InlineData("?id=E-1234&lat=1&lon=1&timestamp=16:30", "timestamp: '16:30'")]
    [InlineData("?id=E-1234&location=-34.6;-58.38", "location: '-34.6;-58.38'")]
    [InlineData("?id=E-1234&location=-34,6,-58,38", "location: '-34,6,-58,38'")]
    [InlineData("?id=E-1234&lat=95.50&lon=1", "lat: '95.50'")]
    [InlineData("?id=E-1234", "lat: ''")]
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
    [InlineData("{", "$")]
    [InlineData("[]", "$")]
    [InlineData("5", "device_id")]
    [InlineData("{\"device_id\":\"\\ud800\",\"location\":{\"coords\":{\"latitude\":1,\"longitude\":1}}}", "$")]
    [InlineData("{\"device_id\":\"E-1234\",\"device_id\":\"E-1235\",\"location\":{}}", "$")]
    [InlineData("{\"device_id\":\"E-1234\"}", "location")]
    [InlineData("{\"device_id\":\"E-1234\",\"location\":[]}", "location")]
    [InlineData("{\"device_id\":\"E-1234\",\"location\":\"home\"}", "coords")]
    [InlineData("{\"device_id\":\"E-1234\",\"location\":{\"coords\":{\"latitude\":\"x\",\"longitude\":1}}}", "latitude")]
    public async Task Hostile_json_is_refused_by_name(string body, string field)
    {
        using var door = new HttpClient { BaseAddress = world.FrontEnd.Osmand };
        using var answer = await door.PostAsync("/", new StringContent(body, Encoding.UTF8, "application/json"), DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.StartsWith(field + ":", await answer.Content.ReadAsStringAsync(DoorsWorld.Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_that_is_not_UTF8_is_refused_as_such_at_every_door_that_reads_json()
    {
        using var client = world.FrontEnd.Client(Roles.Administrator);
        using var integrator = world.FrontEnd.Client(Roles.Integrator);
        using var door = new HttpClient { BaseAddress = world.FrontEnd.Osmand };
        byte[][] bodies = [[.. "{\"device_id\":\""u8, 0xC3, 0x28, .. "\"}"u8], [.. "{\"device_id\":\"\\udc00\"}"u8], [.. "{\"\\ud800x\":1}"u8], [.. "{\"a\":"u8], "{\"a\":1,\"a\":2}"u8.ToArray(),
            [.. "{\"geometry\":{\"type\":\"Point\",\"coordinates\":[\""u8, 0xC3, 0x28, .. "\"]}}"u8]];
        foreach (var body in bodies)
        {
            foreach (var (who, verb, path) in new[]
            {
                (door, "POST", "/"), (integrator, "POST", "/api/v1/positions"), (client, "POST", "/api/v1/fences/import"), (client, "PUT", "/api/v1/efectivos/E-1234"),
                (client, "PUT", "/api/v1/operations/OP-1234"), (client, "PUT", "/api/v1/fences/F-1234"),
            })
            {
                using var request = new HttpRequestMessage(new HttpMethod(verb), path) { Content = new ByteArrayContent(body) };
                request.Content.Headers.ContentType = new("application/json");
                using var answer = await who.SendAsync(request, DoorsWorld.Cancel);
                Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{path} {Encoding.UTF8.GetString(body)}: {answer.StatusCode}");
            }
        }
    }

    [Theory]
    [InlineData("application/json; charset=utf-16", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=klingon", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=\"UTF-8\"", HttpStatusCode.OK)]
    public async Task Json_is_of_one_charset(string contentType, HttpStatusCode status)
    {
        using var client = world.FrontEnd.Client(Roles.Integrator);
        using var content = new ByteArrayContent("[]"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        using var answer = await client.PostAsync("/api/v1/positions", content, DoorsWorld.Cancel);
        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task A_form_of_too_many_fields_is_the_senders_fault()
    {
        using var door = new HttpClient { BaseAddress = world.FrontEnd.Osmand };
        using var form = new StringContent(string.Join('&', Enumerable.Range(0, 2_000).Select(i => $"f{i}=1")), Encoding.UTF8, "application/x-www-form-urlencoded");
        using var many = await door.PostAsync("/", form, DoorsWorld.Cancel);
        using var parts = new StringContent("x");
        parts.Headers.ContentType = new("multipart/form-data");
        using var unbounded = await door.PostAsync("/", parts, DoorsWorld.Cancel);
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (many.StatusCode, unbounded.StatusCode));
    }

    [Theory]
    [InlineData("{{\"device_id\":\"{0}\",\"location\":[{1},{2},{3}]}}")]
    [InlineData("[{{\"device_id\":\"{0}\",\"location\":{1}}},{{\"device_id\":\"{0}\",\"location\":[{2},{3}]}}]")]
    public async Task A_trackers_batch_is_stored_and_a_bad_location_of_it_costs_itself_alone(string shape)
    {
        var code = await world.Register();
        var now = DateTimeOffset.UtcNow;
        string At(int secondsAgo, double latitude) =>
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{{\"timestamp\":\"{now.AddSeconds(-secondsAgo):yyyy-MM-ddTHH:mm:ss.fffZ}\",\"coords\":{{\"latitude\":{latitude},\"longitude\":-58.4}}}}");
        using var door = new HttpClient { BaseAddress = world.FrontEnd.Osmand };
        using var answer = await door.PostAsync("/", new StringContent(
            string.Format(System.Globalization.CultureInfo.InvariantCulture, shape, code, At(30, -34.600), At(20, 95.0), At(10, -34.601)), Encoding.UTF8, "application/json"), DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith("location[1].latitude: '95' is refused", await answer.Content.ReadAsStringAsync(DoorsWorld.Cancel), StringComparison.Ordinal);
        using var reader = world.FrontEnd.Client(Roles.Operator);
        using var view = await reader.GetAsync($"/api/v1/efectivos/{code}", DoorsWorld.Cancel);
        Assert.Equal(-34.601, (await view.Json()).GetProperty("position").GetProperty("latitude").GetDouble());
    }

    [Fact]
    public async Task A_device_with_a_wrong_clock_hears_why_every_time_in_its_own_words()
    {
        var code = await world.Register();
        using var door = new HttpClient { BaseAddress = world.FrontEnd.Osmand };
        var ahead = DateTimeOffset.UtcNow.AddDays(2).ToUnixTimeSeconds();
        for (var turn = 0; turn < 4; turn++)
        {
            using var answer = await door.GetAsync($"/?id={code}&lat=-34.6&lon=-58.4&timestamp={ahead}", DoorsWorld.Cancel);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.StartsWith($"timestamp: '{ahead}' is refused; rule: not ahead", await answer.Content.ReadAsStringAsync(DoorsWorld.Cancel), StringComparison.Ordinal);
        }
        using var reader = world.FrontEnd.Client(Roles.Operator);
        using var view = await reader.GetAsync($"/api/v1/efectivos/{code}", DoorsWorld.Cancel);
        var refused = (await view.Json()).GetProperty("refusedDevice");
        Assert.Equal(("InFuture", "device_time", 4), (refused.GetProperty("outcome").GetString(), refused.GetProperty("field").GetString(), refused.GetProperty("count").GetInt32()));
    }

    [Fact]
    public async Task A_device_whose_message_cannot_be_read_is_shown_as_refused_too()
    {
        var code = await world.Register();
        using var door = new HttpClient { BaseAddress = world.FrontEnd.Osmand };
        using var answer = await door.GetAsync($"/?id={code}&lat=-34.6&lon=-58.4&timestamp=01/12/2026", DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        using var reader = world.FrontEnd.Client(Roles.Operator);
        await Until.True(
            async () =>
            {
                using var view = await reader.GetAsync($"/api/v1/efectivos/{code}", DoorsWorld.Cancel);
                return (await view.Json()).GetProperty("refusedDevice") is { ValueKind: System.Text.Json.JsonValueKind.Object } refused && refused.GetProperty("value").GetString() == "01/12/2026";
            },
            "the card to show the refused device");
    }

    [Fact]
    public async Task A_fix_that_no_further_try_would_mend_is_refused_twice_and_then_holds_up_the_phones_queue_no_more()
    {
        var code = await world.Register();
        using var door = new HttpClient { BaseAddress = world.FrontEnd.Osmand };
        var statuses = new List<HttpStatusCode>();
        for (var turn = 0; turn < 3; turn++)
        {
            using var answer = await door.GetAsync($"/?id={code}&lat=0&lon=0&timestamp={DateTimeOffset.UnixEpoch.AddYears(56).ToUnixTimeSeconds()}", DoorsWorld.Cancel);
            statuses.Add(answer.StatusCode);
            Assert.Contains("lat,lon: '0,0' is refused", await answer.Content.ReadAsStringAsync(DoorsWorld.Cancel), StringComparison.Ordinal);
        }
        Assert.Equal([HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.OK], statuses);
    }

    [Theory]
    [InlineData("bearing=360.5", "bearing: '360.5'")]
    [InlineData("speed=NaN", "speed: 'NaN'")]
    [InlineData("batt=101", "batt: '101'")]
    [InlineData("altitude=high", "altitude: 'high'")]
    [InlineData("accuracy=1e99", "accuracy: '1e99'")]
    public async Task A_bad_optional_value_is_left_out_and_told_and_the_fix_is_kept(string field, string told)
    {
        var code = await world.Register();
        using var door = new HttpClient { BaseAddress = world.FrontEnd.Osmand };
        using var answer = await door.GetAsync($"/?id={code}&lat=-34.6&lon=-58.4&{field}", DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith(told + " is left out, the rest is stored", await answer.Content.ReadAsStringAsync(DoorsWorld.Cancel), StringComparison.Ordinal);
        using var reader = world.FrontEnd.Client(Roles.Operator);
        using var view = await reader.GetAsync($"/api/v1/efectivos/{code}", DoorsWorld.Cancel);
        Assert.Equal(-34.6, (await view.Json()).GetProperty("position").GetProperty("latitude").GetDouble());
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
