using System.Net;
using System.Text.Json;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;

namespace GrupoGad.WebFrontend.Tests.Efectivos;

/// <summary>Codes end in how many fixes they have; see MadeUpTracks.</summary>
public sealed class TrackTests(DoorsWorld world)
{
    private const string Day = "from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z";

    [Fact]
    public async Task A_track_is_a_line_with_a_time_for_each_position()
    {
        var feature = await Get($"/api/v1/efectivos/TRACK-3/track?{Day}");
        var coordinates = feature.GetProperty("geometry").GetProperty("coordinates");
        var properties = feature.GetProperty("properties");
        Assert.Equal(("Feature", "LineString"), (feature.GetProperty("type").GetString(), feature.GetProperty("geometry").GetProperty("type").GetString()));
        Assert.Equal((3, 3), (coordinates.GetArrayLength(), properties.GetProperty("times").GetArrayLength()));
        Assert.Equal((-58.4, -34.6), (coordinates[0][0].GetDouble(), coordinates[0][1].GetDouble()));
        Assert.Equal("2026-03-01T00:02:00Z", properties.GetProperty("times")[2].GetString());
        Assert.Equal(JsonValueKind.Null, properties.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task None_and_one_are_still_geojson()
    {
        Assert.Equal(JsonValueKind.Null, (await Get($"/api/v1/efectivos/TRACK-0/track?{Day}")).GetProperty("geometry").ValueKind);
        Assert.Equal("Point", (await Get($"/api/v1/efectivos/TRACK-1/track?{Day}")).GetProperty("geometry").GetProperty("type").GetString());
    }

    [Fact]
    public async Task The_link_of_a_page_leads_to_the_rest()
    {
        var first = (await Get($"/api/v1/efectivos/TRACK-5/track?{Day}&limit=2")).GetProperty("properties");
        var next = first.GetProperty("next").GetString();
        Assert.NotNull(next);
        var second = (await Get(next)).GetProperty("properties");
        Assert.Equal("2026-03-01T00:02:00Z", second.GetProperty("times")[0].GetString());
    }

    [Theory]
    [InlineData("ab", "", "id")]
    [InlineData("TRACK-1", "from=yesterday", "from")]
    [InlineData("TRACK-1", "from=2026-03-01T00:00:00", "from")]
    [InlineData("TRACK-1", "from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z", "from")]
    [InlineData("TRACK-1", "to=0001-01-01T00:00:00Z", "from")]
    [InlineData("TRACK-1", "limit=10001", "limit")]
    public async Task A_bad_question_names_its_parameter(string code, string query, string field)
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var answer = await client.GetAsync($"/api/v1/efectivos/{code}/track?{query}", DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, field);
    }

    private async Task<JsonElement> Get(string route)
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var answer = await client.GetAsync(route, DoorsWorld.Cancel);
        Assert.Equal("application/geo+json", answer.Content.Headers.ContentType?.MediaType);
        return await answer.Json();
    }
}
