using System.Net;
using System.Net.Http.Json;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;
using Microsoft.IdentityModel.Tokens;

namespace GrupoGad.WebFrontend.Tests.Identity;

public sealed class AccessTests(DoorsWorld world)
{
    private const string Nearest = "/api/v1/efectivos/nearest?lat=-34.6&lon=-58.4";

    private static byte[] Key => FrontEnd.Key;

    public static TheoryData<string> BadTokens =>
    [
        "not a token",
        Tokens.Issue(Key.Reverse().ToArray(), Roles.Operator),
        Tokens.Issue(Key, Roles.Operator, lifetime: TimeSpan.FromMinutes(-2)),
        Tokens.Issue(Key, Roles.Operator, issuer: "somebody-else"),
        Tokens.Issue(Key, Roles.Operator, audience: "another"),
        Tokens.Issue([.. Key, .. Key], Roles.Operator, algorithm: SecurityAlgorithms.HmacSha512),
        Tokens.Unsigned(Tokens.Issue(Key, Roles.Operator)),
    ];

    [Theory]
    [MemberData(nameof(BadTokens))]
    public async Task A_token_that_is_not_ours_opens_nothing(string token)
    {
        using var client = FrontEnd.Client(null, world.FrontEnd.Http);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        using var answer = await client.GetAsync(Nearest, DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_token_in_the_query_string_opens_nothing()
    {
        using var client = world.FrontEnd.Client();
        using var answer = await client.GetAsync($"/live?access_token={Tokens.Issue(Key, Roles.Operator)}", DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData(Roles.Efectivo, HttpStatusCode.Forbidden)]
    [InlineData(Roles.Operator, HttpStatusCode.OK)]
    [InlineData(Roles.Supervisor, HttpStatusCode.OK)]
    [InlineData(Roles.Administrator, HttpStatusCode.OK)]
    [InlineData(Roles.Auditor, HttpStatusCode.OK)]
    [InlineData(Roles.Integrator, HttpStatusCode.OK)]
    public async Task Reading_everybody_is_for_readers(string? role, HttpStatusCode status)
    {
        using var client = world.FrontEnd.Client(role, role == Roles.Efectivo ? "E-9999" : null);
        using var answer = await client.GetAsync(Nearest, DoorsWorld.Cancel);
        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData(Roles.Operator)]
    [InlineData(Roles.Supervisor)]
    [InlineData(Roles.Auditor)]
    public async Task Reporting_is_for_efectivos_and_integrators(string role)
    {
        using var client = world.FrontEnd.Client(role);
        using var answer = await client.PostAsJsonAsync("/api/v1/positions", Array.Empty<object>(), DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Only_an_administrator_registers()
    {
        foreach (var role in Roles.All.Except([Roles.Administrator]))
        {
            using var client = world.FrontEnd.Client(role, role == Roles.Efectivo ? "E-9998" : null);
            using var answer = await client.PutAsJsonAsync("/api/v1/efectivos/E-9998", new { displayName = "X" }, DoorsWorld.Cancel);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Fact]
    public async Task An_efectivo_sees_and_changes_itself_alone()
    {
        var (mine, other) = (await world.Register(), await world.Register());
        using var client = world.FrontEnd.Client(Roles.Efectivo, mine);
        using var own = await client.GetAsync($"/api/v1/efectivos/{mine}", DoorsWorld.Cancel);
        using var foreign = await client.GetAsync($"/api/v1/efectivos/{other}", DoorsWorld.Cancel);
        using var change = await client.PutAsJsonAsync($"/api/v1/efectivos/{other}/availability", new { availability = "OffDuty" }, DoorsWorld.Cancel);
        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (own.StatusCode, foreign.StatusCode, change.StatusCode));
    }

    [Fact]
    public async Task An_unknown_path_is_open_to_nobody_without_a_token_and_is_no_page()
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var unknown = await client.GetAsync("/api/v1/nothing", DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal("application/problem+json", unknown.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_development_token_opens_what_its_role_may()
    {
        using var client = world.FrontEnd.Client();
        using var issued = await client.PostAsync("/dev/token?role=Operator", null, DoorsWorld.Cancel);
        using var holder = FrontEnd.Client((await issued.Json()).GetProperty("token").GetString(), world.FrontEnd.Http);
        using var answer = await holder.GetAsync(Nearest, DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("", "role")]
    [InlineData("?role=King", "role")]
    [InlineData("?role=Efectivo", "efectivo")]
    [InlineData("?role=Efectivo&efectivo=e-1", "efectivo")]
    public async Task A_development_token_needs_a_role_and_a_code_that_exist(string query, string field)
    {
        using var client = world.FrontEnd.Client();
        using var answer = await client.PostAsync("/dev/token" + query, null, DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, field);
    }
}
