using System.Diagnostics;
using System.Net;
using GrupoGad.WebFrontend.Tests.Doors;

namespace GrupoGad.WebFrontend.Tests.Hosting;

/// <summary>The front end as its own process.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task Outside_Development_without_an_issuer_the_start_ends_with_one_clear_line()
    {
        using var process = Start("Production");
        var text = await process.StandardError.ReadToEndAsync(DoorsWorld.Cancel);
        await process.WaitForExitAsync(DoorsWorld.Cancel);
        Assert.Equal(78, process.ExitCode);
        Assert.Contains("Gad:Identity:Authority", Assert.Single(text.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_silo_it_starts_tells_that_it_is_not_ready_and_answers_503()
    {
        var (http, admin) = (Ports.One(), Ports.One());
        using var process = Start(
            "Development", $"--Gad:Mode=Memory --Gad:Cluster:GatewayPort={Ports.One()} --Gad:Http:Port={http} --Gad:Admin:Port={admin} --Gad:Grpc:Port=0 --Gad:Osmand:Port=0");
        try
        {
            using var platform = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{admin}") };
            await UntilAlive(platform);
            foreach (var (question, status) in new[] { ("ready", 503), ("started", 503), ("live", 200) })
            {
                using var health = await platform.GetAsync($"/health/{question}", DoorsWorld.Cancel);
                Assert.Equal(status, (int)health.StatusCode);
            }
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{http}") };
            using var issued = await client.PostAsync("/dev/token?role=Operator", null, DoorsWorld.Cancel);
            client.DefaultRequestHeaders.Authorization = new("Bearer", (await issued.Json()).GetProperty("token").GetString());
            using var answer = await client.GetAsync("/api/v1/efectivos/E-0417", DoorsWorld.Cancel);
            await answer.IsProblem(HttpStatusCode.ServiceUnavailable, "cluster");
            Assert.NotNull(answer.Headers.RetryAfter);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(DoorsWorld.Cancel);
        }
    }

    private static Process Start(string environment, string arguments = "--Gad:Mode=Memory")
    {
        var start = new ProcessStartInfo("dotnet", $"{typeof(Program).Assembly.Location} {arguments}")
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = AppContext.BaseDirectory,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = environment },
        };
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        return process;
    }

    private static Task UntilAlive(HttpClient platform) => Until.True(
        async () =>
        {
            try
            {
                using var answer = await platform.GetAsync("/health/live", DoorsWorld.Cancel);
                return true;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        },
        "the admin port to listen");
}
