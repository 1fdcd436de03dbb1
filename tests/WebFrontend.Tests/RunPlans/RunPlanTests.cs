using System.Net;
using System.Net.Http.Json;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;
using GrupoGad.WebFrontend.Tests.Operations;

namespace GrupoGad.WebFrontend.Tests.RunPlans;

public sealed class RunPlanTests(DoorsWorld world)
{
    private static readonly object Plan = new
    {
        levels = new[] { Level(("medic", 2), ("ladder", 1)), Level(("ladder", 2)) },
    };

    [Fact]
    public async Task An_operation_asks_for_what_the_plan_of_its_type_and_priority_says_at_each_alarm()
    {
        using var client = world.FrontEnd.Client(Roles.Supervisor);
        using var put = await client.PutAsJsonAsync("/api/v1/run-plans/Emergency/Critical", Plan, DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        using var all = await client.GetAsync("/api/v1/run-plans", DoorsWorld.Cancel);
        Assert.Contains((await all.Json()).GetProperty("plans").EnumerateArray(), plan => plan.GetProperty("priority").GetString() == "Critical");
        (await client.PutAsJsonAsync("/api/v1/operations/OP-NEEDS", OperationTests.Plan(new() { ["type"] = "Emergency", ["priority"] = "Critical" }), DoorsWorld.Cancel)).Dispose();
        Assert.Equal("medic 2, ladder 1", await Needs(client, ""));
        Assert.Equal("medic 2, ladder 3", await Needs(client, "?level=2"));
        using var removed = await client.DeleteAsync("/api/v1/run-plans/Emergency/Critical", DoorsWorld.Cancel);
        using var again = await client.DeleteAsync("/api/v1/run-plans/Emergency/Critical", DoorsWorld.Cancel);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (removed.StatusCode, again.StatusCode));
        Assert.Equal("", await Needs(client, ""));
    }

    [Fact]
    public async Task What_is_wrong_is_told_with_its_field()
    {
        using var client = world.FrontEnd.Client(Roles.Supervisor);
        using var type = await client.PutAsJsonAsync("/api/v1/run-plans/Party/Low", Plan, DoorsWorld.Cancel);
        await type.IsProblem(HttpStatusCode.BadRequest, "type");
        using var count = await client.PutAsJsonAsync("/api/v1/run-plans/Patrol/Low", new { levels = new[] { Level(("medic", 0)) } }, DoorsWorld.Cancel);
        await count.IsProblem(HttpStatusCode.BadRequest, "levels[0].needs[0].count");
        using var empty = await client.PutAsJsonAsync("/api/v1/run-plans/Patrol/Low", new { levels = new object?[] { null } }, DoorsWorld.Cancel);
        await empty.IsProblem(HttpStatusCode.BadRequest, "levels[0].needs");
        using var level = await client.GetAsync("/api/v1/operations/OP-NEEDS-2/needs?level=0", DoorsWorld.Cancel);
        await level.IsProblem(HttpStatusCode.BadRequest, "level");
        using var nobody = await client.GetAsync("/api/v1/operations/OP-NEEDS-2/needs", DoorsWorld.Cancel);
        await nobody.IsProblem(HttpStatusCode.NotFound, "code");
    }

    private static object Level(params (string Skill, int Count)[] needs) => new { needs = needs.Select(need => new { skill = need.Skill, count = need.Count }).ToArray() };

    private static async Task<string> Needs(HttpClient client, string query)
    {
        using var got = await client.GetAsync($"/api/v1/operations/OP-NEEDS/needs{query}", DoorsWorld.Cancel);
        return string.Join(", ", (await got.Json()).GetProperty("needs").EnumerateArray().Select(need => $"{need.GetProperty("skill").GetString()} {need.GetProperty("count")}"));
    }
}
