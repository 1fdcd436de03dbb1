using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using GrupoGad.WebFrontend.Identity;

namespace GrupoGad.WebFrontend.Tests.Doors;

public sealed class PositionsTests(DoorsWorld world)
{
    private const string Route = "/api/v1/positions";

    [Fact]
    public async Task A_batch_is_accounted_for_report_by_report()
    {
        var code = await world.Register();
        using var client = world.FrontEnd.Client(Roles.Integrator);
        var now = DateTime.UtcNow;

        using var answer = await client.PostAsJsonAsync(Route, new object[]
        {
            new { efectivoId = code, latitude = -34.6, longitude = -58.4, deviceTime = now },
            new { efectivoId = code, latitude = -34.6, longitude = -58.4, deviceTime = now.AddMinutes(-5) },
            new { efectivoId = "NOBODY-1", latitude = -34.6, longitude = -58.4, deviceTime = now },
            new { efectivoId = code, latitude = 91, longitude = -58.4, deviceTime = now },
            new { efectivoId = code, longitude = -58.4, deviceTime = now },
            new { efectivoId = code, latitude = -34.6, longitude = -58.4 },
            new { efectivoId = code, latitude = 0, longitude = 0, deviceTime = now.AddSeconds(1) },
        }, DoorsWorld.Cancel);

        var body = await answer.Json();
        Assert.Equal(2, body.GetProperty("accepted").GetInt32());
        Assert.Equal(1, body.GetProperty("acceptedAsHistory").GetInt32());
        Assert.Equal(
            ["3 OutOfRange latitude 91", "4 Malformed latitude ", "5 Malformed deviceTime ", "2 UnknownEfectivo efectivoId NOBODY-1", "6 NullIsland latitude,longitude 0,0"],
            body.GetProperty("refused").EnumerateArray().Select(r =>
                $"{r.GetProperty("index")} {r.GetProperty("outcome").GetString()} {r.GetProperty("field").GetString()} {r.GetProperty("value").GetString()}"));
        Assert.All(body.GetProperty("refused").EnumerateArray(), r => Assert.NotEqual("", r.GetProperty("rule").GetString()));
    }

    [Fact]
    public async Task The_same_idempotency_key_again_changes_nothing_and_is_answered_alike()
    {
        var code = await world.Register();
        var body = JsonSerializer.Serialize(new[] { new { efectivoId = code, latitude = -34.6, longitude = -58.4, deviceTime = DateTime.UtcNow } });
        var answers = new List<JsonElement>();
        foreach (var key in new[] { "b-1", "b-1", "b-2" })
        {
            using var client = world.FrontEnd.Client(Roles.Integrator);
            client.DefaultRequestHeaders.Add("Idempotency-Key", key);
            using var answer = await client.PostAsync(Route, Json(body), DoorsWorld.Cancel);
            answers.Add(await answer.Json());
        }

        Assert.Equal(1, answers[0].GetProperty("accepted").GetInt32());
        Assert.Equal(1, answers[1].GetProperty("accepted").GetInt32());
        Assert.Equal("Duplicate", answers[2].GetProperty("refused")[0].GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task An_efectivo_reports_for_itself_without_naming_itself_and_for_nobody_else()
    {
        var (mine, other) = (await world.Register(), await world.Register());
        using var client = world.FrontEnd.Client(Roles.Efectivo, mine);
        var now = DateTime.UtcNow;

        using var answer = await client.PostAsJsonAsync(Route, new object[]
        {
            new { latitude = -34.6, longitude = -58.4, deviceTime = now },
            new { efectivoId = other, latitude = -34.6, longitude = -58.4, deviceTime = now },
        }, DoorsWorld.Cancel);

        var body = await answer.Json();
        Assert.Equal(1, body.GetProperty("accepted").GetInt32());
        Assert.Equal("Forbidden", body.GetProperty("refused")[0].GetProperty("outcome").GetString());
    }

    [Theory]
    [InlineData("[{", "$")]
    [InlineData("{}", "$")]
    [InlineData("", "$")]
    [InlineData("[{\"latitude\":NaN}]", "$")]
    [InlineData("[{\"battery\":1,\"battery\":2}]", "$")]
    [InlineData("[{\"efectivoId\":\"\\ud800\"}]", "$")]
    [InlineData("[{\"\\udc00\":1}]", "$")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "$")]
    public async Task Malformed_json_names_the_place(string body, string field)
    {
        using var client = world.FrontEnd.Client(Roles.Integrator);
        using var answer = await client.PostAsync(Route, Json(body), DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, field);
    }

    [Theory]
    [InlineData("null", "report", "")]
    [InlineData("5", "report", "5")]
    [InlineData("{\"efectivoId\":5}", "efectivoId", "5")]
    [InlineData("{\"efectivoId\":\"E-1234\",\"latitude\":\"12\"}", "latitude", "\"12\"")]
    [InlineData("{\"efectivoId\":\"E-1234\",\"latitude\":91.50,\"longitude\":1}", "latitude", "91.50")]
    [InlineData("{\"efectivoId\":\"E-1234\",\"latitude\":1,\"longitude\":1,\"deviceTime\":\"2026-03-01T12:00:00\"}", "deviceTime", "2026-03-01T12:00:00")]
    [InlineData("{\"efectivoId\":\"E-1234\",\"latitude\":1,\"longitude\":1,\"deviceTime\":1772366400}", "deviceTime", "1772366400")]
    public async Task A_bad_report_costs_itself_alone_and_is_quoted_as_it_was_sent(string bad, string field, string value)
    {
        var code = await world.Register();
        using var client = world.FrontEnd.Client(Roles.Integrator);
        var good = $"{{\"efectivoId\":\"{code}\",\"latitude\":-34.6,\"longitude\":-58.4,\"deviceTime\":\"{DateTime.UtcNow:O}\"}}";
        using var answer = await client.PostAsync(Route, Json($"[{bad},{good}]"), DoorsWorld.Cancel);
        var body = await answer.Json();
        var refused = Assert.Single(body.GetProperty("refused").EnumerateArray());
        Assert.Equal((1, 0, "Malformed", field, value), (body.GetProperty("accepted").GetInt32(), refused.GetProperty("index").GetInt32(),
            refused.GetProperty("outcome").GetString()!.Replace("OutOfRange", "Malformed", StringComparison.Ordinal), refused.GetProperty("field").GetString(), refused.GetProperty("value").GetString()));
    }

    [Fact]
    public async Task A_bad_optional_value_and_a_misspelt_one_cost_themselves_alone_and_are_told()
    {
        var code = await world.Register();
        using var client = world.FrontEnd.Client(Roles.Integrator);
        using var answer = await client.PostAsync(Route, Json(
            $"[{{\"efectivoId\":\"{code}\",\"latitude\":-34.6,\"longitude\":-58.4,\"deviceTime\":\"{DateTime.UtcNow:O}\",\"battery\":1.01,\"courseDeg\":\"north\",\"acuracyM\":5,\"speedMps\":1.5}}]"),
            DoorsWorld.Cancel);
        var body = await answer.Json();
        Assert.Equal(1, body.GetProperty("accepted").GetInt32());
        Assert.Equal(["0 battery 1.01", "0 courseDeg \"north\"", "0 acuracyM 5"], body.GetProperty("leftOut").EnumerateArray().Select(one =>
            $"{one.GetProperty("index")} {one.GetProperty("field").GetString()} {one.GetProperty("value").GetString()}"));
        using var reader = world.FrontEnd.Client(Roles.Operator);
        using var view = await reader.GetAsync($"/api/v1/efectivos/{code}", DoorsWorld.Cancel);
        var position = (await view.Json()).GetProperty("position");
        Assert.Equal(1.5, position.GetProperty("speedMps").GetDouble());
    }

    [Fact]
    public async Task Too_many_reports_and_too_large_a_body_are_refused_as_such()
    {
        using var client = world.FrontEnd.Client(Roles.Integrator);
        using var many = await client.PostAsync(Route, Json($"[{string.Join(',', Enumerable.Repeat("{}", 501))}]"), DoorsWorld.Cancel);
        await many.IsProblem(HttpStatusCode.RequestEntityTooLarge, "$");
        // The answer comes before the body is sent, as it does for curl.
        client.DefaultRequestHeaders.ExpectContinue = true;
        using var large = await client.PostAsync(Route, Json($"[{{\"efectivoId\":\"{new string('A', 10_000_000)}\"}}]"), DoorsWorld.Cancel);
        await large.IsProblem(HttpStatusCode.RequestEntityTooLarge, "body");
    }

    [Fact]
    public async Task Another_content_type_is_refused()
    {
        using var client = world.FrontEnd.Client(Roles.Integrator);
        using var answer = await client.PostAsync(Route, new StringContent("[]", Encoding.UTF8, "text/plain"), DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.UnsupportedMediaType, "Content-Type");
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
