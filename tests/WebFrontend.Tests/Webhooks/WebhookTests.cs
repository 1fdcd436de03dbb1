using System.Net;
using System.Net.Http.Json;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;
using GrupoGad.WebFrontend.Tests.Fakes;

namespace GrupoGad.WebFrontend.Tests.Webhooks;

public sealed class WebhookTests(DoorsWorld world)
{
    [Fact]
    public async Task Its_secret_is_told_when_it_is_made_and_never_again()
    {
        using var client = world.FrontEnd.Client(Roles.Administrator);
        using var made = await client.PutAsJsonAsync("/api/v1/webhooks/HOOK-1", Plan(), DoorsWorld.Cancel);
        Assert.Equal((HttpStatusCode.Created, "secret-1"), (made.StatusCode, (await made.Json()).GetProperty("secret").GetString()));
        foreach (var answer in new[]
        {
            await client.Put("/api/v1/webhooks/HOOK-1", Plan(paused: true), "*"),
            await client.GetAsync("/api/v1/webhooks/HOOK-1", DoorsWorld.Cancel),
            await client.PostAsync("/api/v1/webhooks/HOOK-1/dead-letters/revive", null, DoorsWorld.Cancel),
        })
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.DoesNotContain("secret", await answer.Content.ReadAsStringAsync(DoorsWorld.Cancel), StringComparison.OrdinalIgnoreCase);
            Assert.Equal("Paused", (await answer.Json()).GetProperty("status").GetString());
            answer.Dispose();
        }
        using var rotated = await client.PostAsync("/api/v1/webhooks/HOOK-1/secret", null, DoorsWorld.Cancel);
        Assert.Equal("secret-2", (await rotated.Json()).GetProperty("secret").GetString());
        using var letters = await client.GetAsync("/api/v1/webhooks/HOOK-1/dead-letters", DoorsWorld.Cancel);
        var letter = Assert.Single((await letters.Json()).GetProperty("deadLetters").EnumerateArray());
        Assert.Equal(("500", "Exit"), (letter.GetProperty("failure").GetString(), letter.GetProperty("event").GetProperty("kind").GetString()));
        using var list = await client.GetAsync("/api/v1/webhooks", DoorsWorld.Cancel);
        Assert.Contains("HOOK-1", (await list.Json()).GetProperty("webhooks").EnumerateArray().Select(code => code.GetString()));
        using var removed = await client.DeleteAsync("/api/v1/webhooks/HOOK-1", DoorsWorld.Cancel);
        using var gone = await client.DeleteAsync("/api/v1/webhooks/HOOK-1", DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        await gone.IsProblem(HttpStatusCode.NotFound, "id");
        Assert.All(FakeWebhookGrain.Calls.Where(call => call.Id == "HOOK-1"), call => Assert.Equal("test-Administrator", call.Actor));
    }

    public static TheoryData<object, string> Bad => new()
    {
        { new { }, "url" }, { new { url = "" }, "url" }, { new { url = FakeWebhookGrain.RefusedUrl }, "url" }, { new { url = "https://a.example", kinds = new[] { "Fly" } }, "$.kinds[0]" },
        { new { url = "https://a.example", fences = new[] { "ZONA-1", "z" } }, "fences[1]" },
    };

    [Theory, MemberData(nameof(Bad))]
    public async Task A_bad_plan_is_refused_by_field(object plan, string named)
    {
        using var client = world.FrontEnd.Client(Roles.Administrator);
        using var answer = await client.PutAsJsonAsync("/api/v1/webhooks/HOOK-BAD", plan, DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, named);
        Assert.DoesNotContain("HOOK-BAD", FakeWebhookGrain.Views.Keys);
    }

    [Theory]
    [InlineData(Roles.Supervisor)]
    [InlineData(Roles.Integrator)]
    public async Task Only_an_administrator_decides_what_leaves_the_house(string role)
    {
        using var client = world.FrontEnd.Client(role);
        using var put = await client.PutAsJsonAsync("/api/v1/webhooks/HOOK-ROLE", Plan(), DoorsWorld.Cancel);
        using var got = await client.GetAsync("/api/v1/webhooks", DoorsWorld.Cancel);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (put.StatusCode, got.StatusCode));
    }

    private static object Plan(bool paused = false) => new { url = "https://agency.example/fences", kinds = new[] { "Enter" }, fences = new[] { "ZONA-1" }, paused };
}
