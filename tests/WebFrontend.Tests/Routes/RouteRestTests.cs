using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;

namespace GrupoGad.WebFrontend.Tests.Routes;

/// <summary>The real worker; of few stops it needs no solver.</summary>
public sealed class RouteRestTests(DoorsWorld world)
{
    private const string Path = "/api/v1/dispatch/route";

    [Fact]
    public async Task Stops_are_ordered_from_where_the_efectivo_is()
    {
        var code = await world.Register();
        await world.Place(code, -34.60, -58.40);
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var answer = await client.PostAsJsonAsync(Path, new
        {
            efectivoId = code, returnToStart = true, leaveAt = DateTime.UtcNow.AddMinutes(1),
            stops = new object[] { new { id = "LEJOS", point = new { latitude = -34.63, longitude = -58.40 } }, new { point = new { latitude = -34.61, longitude = -58.40 }, serviceS = 300 } },
        }, DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var plan = await answer.Json();
        Assert.Equal(["2", "LEJOS"], plan.GetProperty("visits").EnumerateArray().Select(visit => visit.GetProperty("id").GetString()));
        var totals = plan.GetProperty("totals");
        Assert.Equal((code, true, 0.0, JsonValueKind.Object), (plan.GetProperty("efectivoId").GetString(), plan.GetProperty("solved").GetBoolean(), plan.GetProperty("savedS").GetDouble(), plan.GetProperty("return").ValueKind));
        Assert.Equal(totals.GetProperty("travelS").GetDouble() + 300, totals.GetProperty("doneS").GetDouble(), 0.2);
        Assert.Equal("StraightLine", plan.GetProperty("visits")[0].GetProperty("way").GetProperty("basis").GetString());
        Assert.EndsWith("Z", plan.GetProperty("visits")[0].GetProperty("arriveAt").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", HttpStatusCode.BadRequest, "stops")]
    [InlineData("{\"stops\":[null]}", HttpStatusCode.BadRequest, "stops[0].point")]
    [InlineData("{\"stops\":[{\"point\":{\"latitude\":91,\"longitude\":0}}]}", HttpStatusCode.BadRequest, "stops[0].point")]
    [InlineData("{\"stops\":[{\"point\":{\"latitude\":1,\"longitude\":0}}]}", HttpStatusCode.BadRequest, "start")]
    [InlineData("{\"efectivoId\":\"x\",\"stops\":[{\"point\":{\"latitude\":1,\"longitude\":0}}]}", HttpStatusCode.BadRequest, "efectivoId")]
    [InlineData("{\"efectivoId\":\"E-NOBODY\",\"stops\":[{\"point\":{\"latitude\":1,\"longitude\":0}}]}", HttpStatusCode.NotFound, "efectivoId")]
    [InlineData("{\"start\":{\"latitude\":0,\"longitude\":0},\"stops\":[{\"point\":{\"latitude\":1,\"longitude\":0},\"serviceS\":-1}]}", HttpStatusCode.BadRequest, "stops[0].serviceS")]
    [InlineData("{\"start\":{\"latitude\":0,\"longitude\":0},\"leaveAt\":\"2001-01-01T00:00:00Z\",\"stops\":[{\"point\":{\"latitude\":1,\"longitude\":0}}]}", HttpStatusCode.BadRequest, "leaveAt")]
    public async Task Bad_input_is_refused_by_field(string body, HttpStatusCode status, string field)
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(Path, content, DoorsWorld.Cancel);
        await answer.IsProblem(status, field);
    }

    [Theory]
    [InlineData(Roles.Efectivo)]
    [InlineData(Roles.Auditor)]
    public async Task Only_who_commands_may_ask(string role)
    {
        using var client = world.FrontEnd.Client(role);
        using var answer = await client.PostAsJsonAsync(Path, new { stops = Array.Empty<object>() }, DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }
}
