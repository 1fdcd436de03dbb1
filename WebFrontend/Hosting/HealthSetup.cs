using GrupoGad.Efectivos;
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

    private sealed class ReadyCheck(ClusterLink link, IGrainFactory grains, IHostApplicationLifetime lifetime) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(Lacks() is { } lack ? HealthCheckResult.Unhealthy(lack) : HealthCheckResult.Healthy());

        private string? Lacks() => !link.Connected ? "no silo connected"
            : lifetime.ApplicationStopping.IsCancellationRequested ? "stopping"
            : KnowsGrains() ? null : "the silos have not told their grains yet";

        /// <summary>A client is connected a moment before it knows who implements what; until then every request would fail.</summary>
        private bool KnowsGrains()
        {
            try
            {
                return grains.GetGrain<IEfectivoGrain>("READY") is not null;
            }
            catch (ArgumentException)
            {
                return false;
            }
        }
    }
}
