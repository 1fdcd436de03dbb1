using System.Diagnostics.Metrics;
using System.Net;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Ingest;
using GrupoGad.WebFrontend.Tests.Doors;
using Microsoft.Extensions.DependencyInjection;

namespace GrupoGad.WebFrontend.Tests.Hosting;

public sealed class PortTests(DoorsWorld world)
{
    [Theory]
    [InlineData("/health/started")]
    [InlineData("/health/ready")]
    [InlineData("/health/live")]
    [InlineData("/metrics")]
    public async Task What_is_for_the_platform_is_on_the_admin_port_alone(string path)
    {
        using var admin = new HttpClient { BaseAddress = world.FrontEnd.Admin };
        using var answer = await admin.GetAsync(path, DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        using var outside = world.FrontEnd.Client(Roles.Administrator);
        // A claimed host is not the port.
        outside.DefaultRequestHeaders.Host = world.FrontEnd.Admin.Authority;
        using var refused = await outside.GetAsync(path, DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }

    [Fact]
    public async Task Reports_are_measured_by_door_and_outcome()
    {
        using var admin = new HttpClient { BaseAddress = world.FrontEnd.Admin };
        var (metrics, status) = ("", default(HttpStatusCode));
        // As other tests' gateways come and go in this process. What is over leaves with the next scrape; ours must not leave with it.
        AnotherGatewayComesAndGoes();
        await Until.True(async () => await Scrape() is HttpStatusCode.OK, "a scrape");
        var code = await world.Register();
        await world.Place(code, 1, 1);
        try
        {
            // A scrape is answered from the last one while that is less than 300 ms old, and one that failed is repeated, as a scraper does.
            await Until.True(
                async () => await Scrape() is HttpStatusCode.OK && Ingested().Any(line =>
                    line.Contains("door=\"Rest\"", StringComparison.Ordinal) && line.Contains("outcome=\"Accepted\"", StringComparison.Ordinal)),
                "a report to be measured");
        }
        finally
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"The last scrape: {status}, {metrics.Length} characters\n{string.Join('\n', Ingested())}");
        }
        Assert.DoesNotContain(code, metrics, StringComparison.Ordinal);

        async Task<HttpStatusCode> Scrape()
        {
            using var answer = await admin.GetAsync("/metrics", DoorsWorld.Cancel);
            (status, metrics) = (answer.StatusCode, await answer.Content.ReadAsStringAsync(DoorsWorld.Cancel));
            return status;
        }

        IEnumerable<string> Ingested() => metrics.Split('\n').Where(line => line.StartsWith("gad_ingest_reports", StringComparison.Ordinal));
    }

    private static void AnotherGatewayComesAndGoes()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        _ = new IngestInstruments(services.GetRequiredService<IMeterFactory>());
    }

    [Fact]
    public async Task The_console_and_rest_are_not_on_the_admin_port()
    {
        using var admin = FrontEnd.Client(Tokens.Issue(FrontEnd.Key, Roles.Administrator), world.FrontEnd.Admin);
        foreach (var path in new[] { "/", "/api/v1/console/config", "/openapi/v1.json" })
        {
            using var answer = await admin.GetAsync(path, DoorsWorld.Cancel);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Every_answer_tells_the_browser_what_it_may_do()
    {
        using var client = world.FrontEnd.Client();
        using var answer = await client.GetAsync("/", DoorsWorld.Cancel);
        Assert.Contains("script-src 'self';", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
    }
}
