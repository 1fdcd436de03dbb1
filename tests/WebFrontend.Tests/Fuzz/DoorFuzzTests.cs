using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using GrupoGad.Fuzz.Tests;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace GrupoGad.WebFrontend.Tests.Fuzz;

/// <summary>Every REST resource that reads a body, and the trackers' door, in a real host: whatever comes, nothing answers with a fault of ours.</summary>
public sealed partial class DoorFuzzTests(DoorsWorld world, ITestOutputHelper output)
{
    /// <summary>A request costs some hundred times what a parser's input does.</summary>
    private static int Requests => Number("GAD_FUZZ_INPUTS", 200_000) / 100;

    private static readonly string[] Queries =
    [
        "/api/v1/efectivos?bbox=-58.6,-34.8,-58.2,-34.5&limit=10", "/api/v1/efectivos/nearest?lat=-34.6&lon=-58.4&k=5&skill=medic&availability=Available",
        "/api/v1/efectivos/E-0001/track?from=2026-11-29T12:00:00Z&to=2026-11-30T12:00:00Z", "/api/v1/dispatch/find_nearest_efectivo?latitude=-34.6&longitude=-58.4",
        "/ogc/collections/fences/items?bbox=-58.6,-34.8,-58.2,-34.5&datetime=2026-11-29T12:00:00Z/..&limit=5", "/ogc/collections/tracks/items?datetime=../2026-11-29T12:00:00Z&cursor=E-0001",
        "/api/v1/operations?status=Active&after=OP-1&limit=5", "/api/v1/fences/events?from=2026-11-29T12:00:00Z&kinds=Enter", "/api/v1/history/snapshot?at=2026-11-29T12:00:00Z&bbox=-58.6,-34.8,-58.2,-34.5",
        "/osmand/?id=E-0001&lat=-34.6&lon=-58.4&timestamp=1796000000&batt=50&bearing=90",
    ];

    [Fact]
    public async Task Whatever_a_client_sends_no_door_answers_with_a_fault_of_ours()
    {
        var seed = Number("GAD_FUZZ_SEED", 1);
        var counts = new SortedDictionary<int, int>();
        var doors = Bodies().ToArray();
        Assert.InRange(doors.Length, 15, 500);
        foreach (var (method, path, example) in doors)
        {
            using var client = await Caller(method, path, example);
            var mutator = new Mutator(seed, [Encoding.UTF8.GetBytes(example)]);
            for (var turn = 0; turn < Requests / 2 / doors.Length + 1; turn++)
            {
                await Send(client, method, path, mutator.Next(), counts);
            }
        }
        using var reader = world.FrontEnd.Client(Roles.Supervisor);
        var queries = new Mutator(seed, [.. Queries.Select(Encoding.UTF8.GetBytes)]);
        for (var turn = 0; turn < Requests / 2; turn++)
        {
            var target = Encoding.UTF8.GetString(queries.Next());
            if (Uri.TryCreate(world.FrontEnd.Http, "/" + target.TrimStart('/'), out var address) && address.Host == world.FrontEnd.Http.Host)
            {
                await Send(reader, "GET", address.AbsoluteUri, null, counts);
            }
        }
        var line = $"fuzz doors: {doors.Length} resources with bodies, seed {seed}: {string.Join(", ", counts.Select(status => $"{status.Key}: {status.Value:N0}"))}";
        output.WriteLine(line);
        Console.WriteLine(line);
        Assert.True(counts.GetValueOrDefault(200) > 0 && counts.GetValueOrDefault(400) > 0, line);
    }

    private static async Task Send(HttpClient client, string method, string path, byte[]? body, SortedDictionary<int, int> counts)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new("application/json");
        }
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, DoorsWorld.Cancel);
        var status = (int)answer.StatusCode;
        counts[status] = counts.GetValueOrDefault(status) + 1;
        Assert.True(status < 500, $"{status} at {method} {path} with {(body is null ? "" : Convert.ToHexString(body))}");
    }

    private IEnumerable<(string Method, string Path, string Example)> Bodies() =>
        world.FrontEnd.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Select(endpoint => (Pattern: endpoint.RoutePattern.RawText ?? "", Accepts: endpoint.Metadata.GetMetadata<IAcceptsMetadata>(), Methods: endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()))
            .Where(one => one.Pattern.StartsWith("/api/", StringComparison.Ordinal) && one.Accepts?.RequestType is not null && one.Methods is not null)
            .SelectMany(one => one.Methods!.HttpMethods.Select(method => (method, Parameter().Replace(one.Pattern, "E-0001"), ExampleJson.Of(one.Accepts!.RequestType!)?.ToJsonString() ?? "[]")))
            .Append(("POST", "/osmand/", """{"device_id":"E-0001","location":[{"timestamp":"2026-11-30T12:00:00Z","coords":{"latitude":-34.6,"longitude":-58.4}}]}"""))
            .OrderBy(one => one.Item2, StringComparer.Ordinal);

    /// <summary>Somebody who may do this: a refusal for the role would be of no use.</summary>
    private async Task<HttpClient> Caller(string method, string path, string example)
    {
        foreach (var (role, efectivo) in ((string, string?)[])[(Roles.Supervisor, null), (Roles.Administrator, null), (Roles.Integrator, null), (Roles.Efectivo, "E-0001")])
        {
            var client = world.FrontEnd.Client(role, efectivo);
            using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent(example, Encoding.UTF8, "application/json") };
            using var answer = await client.SendAsync(request, DoorsWorld.Cancel);
            if (answer.StatusCode != HttpStatusCode.Forbidden)
            {
                return client;
            }
            client.Dispose();
        }
        throw new InvalidOperationException($"nobody may {method} {path}");
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
