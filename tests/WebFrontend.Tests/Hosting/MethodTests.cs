using System.Net;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;

namespace GrupoGad.WebFrontend.Tests.Hosting;

public sealed class MethodTests(DoorsWorld world)
{
    [Theory]
    [InlineData("/ogc/nothing")]
    [InlineData("/ogc/collections/efectivos/items/E-1/nothing")]
    [InlineData("//ogc/nothing")]
    [InlineData("/OGC/nothing")]
    [InlineData("/api")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/api/v2/efectivos")]
    [InlineData("/openapi")]
    [InlineData("/openapi/v9/v9.json")]
    [InlineData("/live/nothing")]
    [InlineData("/gad.v1.Positions/Report")]
    [InlineData("/gad.v1.Nothing/Nothing")]
    [InlineData("/grpc.health.v1.Health/Check")]
    [InlineData("/health")]
    [InlineData("/health/ready")]
    [InlineData("/metrics")]
    [InlineData("/metrics/nothing")]
    [InlineData("/scalar/no/thing/here")]
    [InlineData("/dev/nothing")]
    [InlineData("/assets/nothing.js")]
    [InlineData("/.well-known/nothing")]
    public async Task An_unknown_address_of_a_machine_is_a_problem_and_never_a_page(string path)
    {
        using var client = world.FrontEnd.Client();
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete, HttpMethod.Options })
        {
            using var answer = await Ask(client, method, path, "application/geo+json");
            await answer.IsProblem(HttpStatusCode.NotFound, "path");
        }
        using var head = await Ask(client, HttpMethod.Head, path);
        Assert.Equal(HttpStatusCode.NotFound, head.StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/mapa/de/alguien")]
    [InlineData("/campo")]
    [InlineData("/ogc")]
    [InlineData("/ogc/collections")]
    [InlineData("/ogc/collections/efectivos/items?limit=1")]
    [InlineData("/api/v1/efectivos/nearest?lat=1&lon=1")]
    [InlineData("/api/v1/efectivos/E-NOBODY")]
    [InlineData("/api/v1/fence-events?limit=x")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/api/v1/fence-events/stream")]
    public async Task HEAD_is_as_GET_without_a_body(string address)
    {
        using var client = world.FrontEnd.Client(Roles.Integrator);
        using var head = await Ask(client, HttpMethod.Head, address);
        using var got = await Ask(client, HttpMethod.Get, address);
        Assert.Equal(got.StatusCode, head.StatusCode);
        Assert.Equal(got.Content.Headers.ContentType?.MediaType, head.Content.Headers.ContentType?.MediaType);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(DoorsWorld.Cancel));
    }

    [Theory]
    [InlineData("/ogc", "GET, HEAD, OPTIONS")]
    [InlineData("/ogc/collections/efectivos/items", "GET, HEAD, OPTIONS")]
    [InlineData("/api/v1/positions", "POST, OPTIONS")]
    [InlineData("/", "GET, HEAD, OPTIONS")]
    [InlineData("/mapa", "GET, HEAD, OPTIONS")]
    public async Task OPTIONS_and_a_method_that_an_address_has_not_tell_those_it_has(string path, string allow)
    {
        using var client = world.FrontEnd.Client(Roles.Administrator);
        using var options = await Ask(client, HttpMethod.Options, path);
        Assert.Equal((HttpStatusCode.NoContent, allow), (options.StatusCode, string.Join(", ", options.Content.Headers.Allow)));
        using var refused = await Ask(client, HttpMethod.Patch, path, "application/geo+json");
        Assert.Equal(allow, string.Join(", ", refused.Content.Headers.Allow));
        await refused.IsProblem(HttpStatusCode.MethodNotAllowed, "method");
    }

    [Fact]
    public async Task Trackers_and_the_platform_are_told_their_methods_on_their_own_ports()
    {
        using var tracker = new HttpClient { BaseAddress = world.FrontEnd.Osmand };
        using var put = await Ask(tracker, HttpMethod.Put, "/");
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "GET, POST, OPTIONS"), (put.StatusCode, string.Join(", ", put.Content.Headers.Allow)));
        // A GET there reports a position.
        using var head = await Ask(tracker, HttpMethod.Head, "/?id=E-1&lat=1&lon=1");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, head.StatusCode);

        using var platform = new HttpClient { BaseAddress = world.FrontEnd.Admin };
        using var ready = await Ask(platform, HttpMethod.Head, "/health/ready");
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        using var nothing = await Ask(platform, HttpMethod.Get, "/ogc");
        Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
    }

    private static Task<HttpResponseMessage> Ask(HttpClient client, HttpMethod method, string address, string accept = "*/*")
    {
        var request = new HttpRequestMessage(method, client.BaseAddress + address[1..]) { Headers = { { "Accept", accept } } };
        return client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, DoorsWorld.Cancel);
    }
}
