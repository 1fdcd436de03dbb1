using System.Net;
using System.Text.Json;
using GrupoGad.Geo;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;

namespace GrupoGad.WebFrontend.Tests.Efectivos;

public sealed class SearchTests(DoorsWorld world)
{
    private const string Route = "/api/v1/efectivos";

    [Fact]
    public async Task The_nearest_come_in_order_of_distance_and_filters_hold()
    {
        var (near, far) = (await world.Register(skills: "medic"), await world.Register());
        await world.Place(near, 10.000, 20.000);
        await world.Place(far, 10.010, 20.000);
        var hits = await Get($"{Route}/nearest?lat=10.001&lon=20&maxDistanceM=5000");
        var nearest = hits[0];
        Assert.Equal([near, far], hits.EnumerateArray().Select(hit => hit.GetProperty("efectivoId").GetString()));
        Assert.Equal(Sphere.DistanceM(new GeoPoint(10.001, 20), new GeoPoint(10, 20)), nearest.GetProperty("distanceM").GetDouble(), 0.01);
        Assert.Equal(("Available", "Live", 10.0), (
            nearest.GetProperty("availability").GetString(), nearest.GetProperty("freshness").GetString(),
            nearest.GetProperty("position").GetProperty("latitude").GetDouble()));
        Assert.InRange(nearest.GetProperty("ageS").GetDouble(), 0, 60);

        foreach (var (query, count) in new[] { ("k=1", 1), ("skill=medic", 1), ("availability=OnTask", 0), ("freshness=Live", 2), ("maxDistanceM=200", 1) })
        {
            var filter = query.StartsWith("max", StringComparison.Ordinal) ? query : query + "&maxDistanceM=5000";
            Assert.Equal(count, (await Get($"{Route}/nearest?lat=10.001&lon=20&{filter}")).GetArrayLength());
        }
    }

    [Theory]
    [InlineData("lon=1", "lat")]
    [InlineData("lat=91&lon=1", "lat")]
    [InlineData("lat=NaN&lon=1", "lat")]
    [InlineData("lat=1,5&lon=1", "lat")]
    [InlineData("lat=1&lon=181", "lon")]
    [InlineData("lat=1&lon=1&k=0", "k")]
    [InlineData("lat=1&lon=1&k=1001", "k")]
    [InlineData("lat=1&lon=1&k=1e2", "k")]
    [InlineData("lat=1&lon=1&availability=available", "availability")]
    [InlineData("lat=1&lon=1&availability=1", "availability")]
    [InlineData("lat=1&lon=1&freshness=Old", "freshness")]
    [InlineData("lat=1&lon=1&skill=", "skill")]
    [InlineData("lat=1&lon=1&skill=a%00b", "skill")]
    [InlineData("lat=1&lon=1&maxDistanceM=-1", "maxDistanceM")]
    [InlineData("lat=1&lon=1&maxDistanceM=Infinity", "maxDistanceM")]
    public async Task A_bad_question_for_the_nearest_names_its_parameter(string query, string field)
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var answer = await client.GetAsync($"{Route}/nearest?{query}", DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, field);
    }

    [Fact]
    public async Task An_area_is_paged_as_json_and_as_geojson()
    {
        var codes = new[] { await world.Register(), await world.Register(), await world.Register() };
        for (var i = 0; i < codes.Length; i++)
        {
            await world.Place(codes[i], -20.001 - i * 0.001, 30.5);
        }
        var box = $"{Route}?bbox=30.4,-20.1,30.6,-19.9";
        var all = await Get(box);
        Assert.Equal(3, all.GetProperty("efectivos").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, all.GetProperty("next").ValueKind);
        Assert.Equal("Live", all.GetProperty("efectivos")[0].GetProperty("freshness").GetString());

        var seen = new List<string?>();
        for (string? link = $"{box}&limit=2&format=geojson"; link is not null;)
        {
            var page = await Get(link);
            Assert.Equal("FeatureCollection", page.GetProperty("type").GetString());
            foreach (var feature in page.GetProperty("features").EnumerateArray())
            {
                seen.Add(feature.GetProperty("id").GetString());
                Assert.Equal(30.5, feature.GetProperty("geometry").GetProperty("coordinates")[0].GetDouble());
            }
            link = page.GetProperty("next").GetString();
        }
        Assert.Equal(codes.Order(), seen.Order());
    }

    [Fact]
    public async Task Who_accepts_geojson_gets_geojson()
    {
        using var client = world.FrontEnd.Client(Roles.Integrator);
        client.DefaultRequestHeaders.Add("Accept", "application/geo+json");
        using var answer = await client.GetAsync($"{Route}?bbox=0,0,1,1", DoorsWorld.Cancel);
        Assert.Equal("application/geo+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("", "bbox")]
    [InlineData("?bbox=1,2,3", "bbox")]
    [InlineData("?bbox=1,2,3,4,5", "bbox")]
    [InlineData("?bbox=0,10,1,-10", "bbox")]
    [InlineData("?bbox=-999,-99,999,99", "bbox")]
    [InlineData("?bbox=a,b,c,d", "bbox")]
    [InlineData("?bbox=0,0,1,1&limit=5001", "limit")]
    [InlineData("?bbox=0,0,1,1&format=xml", "format")]
    [InlineData("?q=", "q")]
    [InlineData("?q=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "q")]
    public async Task A_bad_area_or_text_names_its_parameter(string query, string field)
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var answer = await client.GetAsync(Route + query, DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, field);
    }

    [Fact]
    public async Task The_whole_world_is_an_area_too()
    {
        var code = await world.Register();
        await world.Place(code, 5, 5);
        var everywhere = await Get($"{Route}?bbox=-180,-90,180,90&limit=5000");
        Assert.Contains(code, everywhere.GetProperty("efectivos").EnumerateArray().Select(member => member.GetProperty("efectivoId").GetString()));
    }

    [Fact]
    public async Task A_text_finds_by_name()
    {
        var found = await Get($"{Route}?q=móvil");
        Assert.Equal("M-7", found[0].GetProperty("efectivoId").GetString());
        Assert.Equal(0, (await Get($"{Route}?q=nadie")).GetArrayLength());
    }

    private async Task<JsonElement> Get(string route)
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var answer = await client.GetAsync(route, DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Json();
    }
}
