using System.Net;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;

namespace GrupoGad.WebFrontend.Tests.Hosting;

public sealed class LayerTests(DoorsWorld world) : IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("gad-layers").FullName;
    private FrontEnd _frontEnd = null!;

    public ValueTask InitializeAsync()
    {
        var layers = Directory.CreateDirectory(Path.Combine(_root, "layers")).FullName;
        File.WriteAllText(Path.Combine(_root, "secret.geojson"), "secret");
        File.WriteAllText(Path.Combine(layers, "barrios y zonas.geojson"), """{"type":"FeatureCollection","features":[]}""");
        File.WriteAllText(Path.Combine(layers, "notes.txt"), "secret");
        _frontEnd = new FrontEnd(
            world.Silo.GatewayPort, "Production", ("Gad:Console:LayersDirectory", layers), ("Gad:Console:RasterTiles", "https://tiles.example/{z}/{x}/{y}.png"));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _frontEnd.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task The_configuration_lists_the_layers_and_each_can_be_had()
    {
        using var client = _frontEnd.Client(Roles.Operator);
        using var answer = await client.GetAsync("/api/v1/console/config", DoorsWorld.Cancel);
        var config = await answer.Json();
        Assert.True(config.GetProperty("volatile").GetBoolean());
        Assert.False(config.GetProperty("development").GetBoolean());
        Assert.Equal("https://tiles.example/{z}/{x}/{y}.png", config.GetProperty("basemap").GetProperty("rasterTiles").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, config.GetProperty("basemap").GetProperty("pmtiles").ValueKind);
        var layer = Assert.Single(config.GetProperty("layers").EnumerateArray());
        Assert.Equal("barrios y zonas", layer.GetProperty("name").GetString());
        using var got = await client.GetAsync(layer.GetProperty("url").GetString(), DoorsWorld.Cancel);
        Assert.Equal((HttpStatusCode.OK, "application/geo+json"), (got.StatusCode, got.Content.Headers.ContentType?.MediaType));
        Assert.Contains("connect-src 'self' https://tiles.example;", got.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("..%2fsecret")]
    [InlineData("..%5csecret")]
    [InlineData("%2e%2e%2fsecret")]
    [InlineData("..%252fsecret")]
    [InlineData("notes.txt")]
    [InlineData("notes")]
    [InlineData("barrios%20y%20zonas.geojson")]
    [InlineData("x%00")]
    public async Task No_name_leads_out_of_the_folder(string name)
    {
        using var client = _frontEnd.Client(Roles.Operator);
        using var answer = await client.GetAsync($"/api/v1/console/layers/{name}", DoorsWorld.Cancel);
        Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, answer.StatusCode.ToString());
        Assert.DoesNotContain("secret\n", await answer.Content.ReadAsStringAsync(DoorsWorld.Cancel) + "\n", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outside_Development_there_are_no_tokens_and_no_open_description()
    {
        using var client = _frontEnd.Client();
        using var token = await client.PostAsync("/dev/token?role=Operator", null, DoorsWorld.Cancel);
        using var description = await client.GetAsync("/openapi/v1.json", DoorsWorld.Cancel);
        using var reference = await client.GetAsync("/scalar/", DoorsWorld.Cancel);
        Assert.Equal(
            (HttpStatusCode.NotFound, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized),
            (token.StatusCode, description.StatusCode, reference.StatusCode));
        using var reader = _frontEnd.Client(Roles.Auditor);
        using var described = await reader.GetAsync("/openapi/v1.json", DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.OK, described.StatusCode);
    }

    [Fact]
    public async Task Outside_Development_an_administrator_does_not_report()
    {
        using var client = _frontEnd.Client(Roles.Administrator);
        using var content = new StringContent("[]", System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("/api/v1/positions", content, DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_caller_that_runs_wild_is_slowed_and_others_are_not()
    {
        await using var strict = new FrontEnd(
            world.Silo.GatewayPort, "Production", ("Gad:RateLimit:Burst", "2"), ("Gad:RateLimit:PerSecond", "1"));
        using var wild = strict.Client(Roles.Operator);
        HttpResponseMessage last = null!;
        for (var i = 0; i < 10; i++)
        {
            last?.Dispose();
            last = await wild.GetAsync("/api/v1/console/config", DoorsWorld.Cancel);
            if (last.StatusCode == HttpStatusCode.TooManyRequests)
            {
                break;
            }
        }
        await last.IsProblem(HttpStatusCode.TooManyRequests, "request");
        Assert.NotNull(last.Headers.RetryAfter);
        using var other = strict.Client(Roles.Auditor);
        using var answer = await other.GetAsync("/api/v1/console/config", DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
