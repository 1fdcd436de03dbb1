using System.Net;
using System.Net.Http.Json;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;

namespace GrupoGad.WebFrontend.Tests.Efectivos;

public sealed class EfectivoTests(DoorsWorld world)
{
    [Fact]
    public async Task What_is_put_is_got_without_what_is_personal()
    {
        using var client = world.FrontEnd.Client(Roles.Administrator);
        var profile = new
        {
            displayName = "Móvil 12", rank = "Sargento", unit = "Sur", specialties = new[] { "K9" }, skills = new[] { "medic" },
            jurisdiction = "C4", contact = "+00 000 000", devices = new[] { "phone-1" }, superior = "E-0001",
        };
        using var created = await client.PutAsJsonAsync("/api/v1/efectivos/PUT-12", profile, DoorsWorld.Cancel);
        using var replaced = await client.PutAsJsonAsync("/api/v1/efectivos/PUT-12", profile, DoorsWorld.Cancel);
        using var reader = world.FrontEnd.Client(Roles.Integrator);
        using var got = await reader.GetAsync("/api/v1/efectivos/PUT-12", DoorsWorld.Cancel);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (created.StatusCode, replaced.StatusCode));
        Assert.Equal("/api/v1/efectivos/PUT-12", created.Headers.Location?.ToString());
        var view = await got.Json();
        Assert.Equal("Móvil 12|Sargento|Sur|C4|E-0001|K9|medic", string.Join('|', [
            .. new[] { "displayName", "rank", "unit", "jurisdiction", "superior" }.Select(name => view.GetProperty(name).GetString()),
            view.GetProperty("specialties")[0].GetString(), view.GetProperty("skills")[0].GetString()]));
        Assert.All(["position", "reservation"], name => Assert.Equal(System.Text.Json.JsonValueKind.Null, view.GetProperty(name).ValueKind));
        Assert.False(view.TryGetProperty("contact", out _) || view.TryGetProperty("devices", out _));
    }

    [Fact]
    public async Task A_superior_is_somebody_and_no_line_of_superiors_leads_back()
    {
        using var client = world.FrontEnd.Client(Roles.Administrator);
        await Put("LINE-1", "LINE-NOBODY", HttpStatusCode.BadRequest);
        await Put("LINE-1", "LINE-1", HttpStatusCode.BadRequest);
        await Put("LINE-1", "", HttpStatusCode.Created);
        await Put("LINE-1", "LINE-1", HttpStatusCode.BadRequest);
        await Put("LINE-2", "LINE-1", HttpStatusCode.Created);
        await Put("LINE-3", "LINE-2", HttpStatusCode.Created);
        await Put("LINE-1", "LINE-3", HttpStatusCode.BadRequest);
        await Put("LINE-1", DoorsWorld.Chief, HttpStatusCode.OK);

        async Task Put(string code, string superior, HttpStatusCode status)
        {
            using var answer = await client.Put($"/api/v1/efectivos/{code}", new { displayName = code, superior }, status == HttpStatusCode.Created ? null : "*");
            Assert.Equal(status, answer.StatusCode);
            if (status == HttpStatusCode.BadRequest)
            {
                await answer.IsProblem(status, "superior");
            }
        }
    }

    [Fact]
    public async Task A_reported_position_is_shown_with_age_and_freshness()
    {
        var code = await world.Register();
        await world.Place(code, -34.61, -58.41);
        using var client = world.FrontEnd.Client(Roles.Auditor);
        using var got = await client.GetAsync($"/api/v1/efectivos/{code}", DoorsWorld.Cancel);
        var view = await got.Json();
        Assert.Equal("Live", view.GetProperty("freshness").GetString());
        Assert.InRange(view.GetProperty("ageS").GetDouble(), 0, 60);
        Assert.Equal("Rest", view.GetProperty("position").GetProperty("source").GetString());
        Assert.EndsWith("Z", view.GetProperty("position").GetProperty("deviceTime").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_is_held_by_an_operation_is_shown_with_it()
    {
        var resource = WebFrontend.Efectivos.EfectivoResource.Of(new()
        {
            EfectivoId = "E-0001", Profile = new(), Availability = GrupoGad.Efectivos.Availability.OnTask,
            Reservation = new() { OperationId = "OP-1", AssignmentId = "a-1", Engaged = true },
        });
        Assert.Equal(new WebFrontend.Efectivos.ReservationResource("OP-1", "a-1", true, null, null), resource.Reservation);
    }

    [Theory]
    [InlineData("ab", "{\"displayName\":\"X\"}", "id")]
    [InlineData("e-0001", "{\"displayName\":\"X\"}", "id")]
    [InlineData("BAD-1", "{}", "displayName")]
    [InlineData("BAD-1", "{\"displayName\":\"X\",\"superior\":\"nobody\"}", "superior")]
    [InlineData("BAD-1", "{\"displayName\":\"a\\nb\"}", "displayName")]
    [InlineData("BAD-1", "{\"displayName\":\"X\",\"skils\":[]}", "$.skils")]
    [InlineData("BAD-1", "{\"displayName\":\"X\",\"skills\":\"medic\"}", "$.skills")]
    [InlineData("BAD-1", "{\"displayName\":\"X\",\"skills\":[null]}", "skills[0]")]
    public async Task A_bad_profile_is_refused_by_name(string code, string body, string field)
    {
        using var client = world.FrontEnd.Client(Roles.Administrator);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.PutAsync($"/api/v1/efectivos/{code}", content, DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, field);
    }

    [Fact]
    public async Task Nobody_of_that_code_is_not_found()
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var got = await client.GetAsync("/api/v1/efectivos/NOBODY-2", DoorsWorld.Cancel);
        await got.IsProblem(HttpStatusCode.NotFound, "id");
        using var change = await client.PutAsJsonAsync("/api/v1/efectivos/NOBODY-2/availability", new { availability = "OffDuty" }, DoorsWorld.Cancel);
        await change.IsProblem(HttpStatusCode.NotFound, "id");
    }

    [Fact]
    public async Task A_change_of_availability_is_made_or_refused_with_its_rule()
    {
        var code = await world.Register();
        using var client = world.FrontEnd.Client(Roles.Operator);
        var route = $"/api/v1/efectivos/{code}/availability";
        using var off = await client.PutAsJsonAsync(route, new { availability = "OffDuty", reason = "fin de turno" }, DoorsWorld.Cancel);
        Assert.Equal("OffDuty", (await off.Json()).GetProperty("availability").GetString());
        using var refused = await client.PutAsJsonAsync(route, new { availability = "OnTask" }, DoorsWorld.Cancel);
        await refused.IsProblem(HttpStatusCode.Conflict, "availability");
    }

    [Theory]
    [InlineData("{}", "availability")]
    [InlineData("{\"availability\":\"Asleep\"}", "$.availability")]
    [InlineData("{\"availability\":1}", "$.availability")]
    [InlineData("{\"availability\":\"OffDuty\",\"reason\":\"a\\u0000b\"}", "reason")]
    public async Task An_unknown_availability_is_refused(string body, string field)
    {
        var code = await world.Register();
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.PutAsync($"/api/v1/efectivos/{code}/availability", content, DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, field);
    }
}
