using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace GrupoGad.WebFrontend.Hosting;

/// <summary>Three different questions: has it started, can it be given work, is it worth keeping alive.</summary>
public static class HealthSetup
{
    public static void AddGadHealth(this WebApplicationBuilder builder) => builder.Services.AddHealthChecks()
        .AddCheck<StartedCheck>("started", tags: ["started"])
        .AddCheck<ReadyCheck>("ready", tags: ["ready"]);

    public static void MapGadHealth(this WebApplication app)
    {
        Map(app, "started");
        Map(app, "ready");
        // Local only: a process whose cluster is away must not be killed for it.
        Map(app, "live");
    }

    private static void Map(WebApplication app, string question) => app
        .MapHealthChecks($"/health/{question}", new HealthCheckOptions { Predicate = check => check.Tags.Contains(question) })
        .OnListener(Listener.Admin).AllowAnonymous().DisableRateLimiting();

    private sealed class StartedCheck(ClusterLink link) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(link.Reached ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("cluster not reached yet"));
    }

    private sealed class ReadyCheck(ClusterLink link, IHostApplicationLifetime lifetime) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(link.Connected && !lifetime.ApplicationStopping.IsCancellationRequested
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy(link.Connected ? "stopping" : "no silo connected"));
    }
}
