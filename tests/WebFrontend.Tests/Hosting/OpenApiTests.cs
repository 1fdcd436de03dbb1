using System.Net;
using GrupoGad.WebFrontend.Tests.Doors;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace GrupoGad.WebFrontend.Tests.Hosting;

public sealed class OpenApiTests(DoorsWorld world)
{
    [Fact]
    public async Task Every_rest_route_is_described()
    {
        using var client = world.FrontEnd.Client();
        using var answer = await client.GetAsync("/openapi/v1.json", DoorsWorld.Cancel);
        var described = (await answer.Json()).GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {path.Name}")).ToHashSet();

        var routes = world.FrontEnd.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
            .SelectMany(endpoint => endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
                .Select(method => $"{method} {endpoint.RoutePattern.RawText!.TrimEnd('/')}")).ToArray();

        Assert.True(routes.Length >= 9, string.Join('\n', routes));
        Assert.Empty(routes.Except(described));
    }

    [Fact]
    public async Task The_nearest_question_is_described_with_its_parameters()
    {
        using var client = world.FrontEnd.Client();
        using var answer = await client.GetAsync("/openapi/v1.json", DoorsWorld.Cancel);
        var parameters = (await answer.Json()).GetProperty("paths").GetProperty("/api/v1/efectivos/nearest").GetProperty("get").GetProperty("parameters");
        Assert.Equal(
            ["availability", "freshness", "k", "lat", "lon", "maxDistanceM", "skill"],
            parameters.EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_problem_is_described_with_the_members_of_its_refusal()
    {
        using var client = world.FrontEnd.Client();
        using var answer = await client.GetAsync("/openapi/v1.json", DoorsWorld.Cancel);
        var problem = (await answer.Json()).GetProperty("components").GetProperty("schemas").GetProperty("ProblemDetails").GetProperty("properties");
        Assert.All(["field", "value", "rule", "code", "parameters"], member => Assert.NotEmpty(problem.GetProperty(member).GetProperty("description").GetString()!));
    }

    [Fact]
    public async Task The_reference_page_needs_nothing_from_elsewhere()
    {
        using var client = world.FrontEnd.Client();
        using var answer = await client.GetAsync("/scalar/", DoorsWorld.Cancel);
        var page = await answer.Content.ReadAsStringAsync(DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain("https://cdn", page, StringComparison.Ordinal);
    }
}
