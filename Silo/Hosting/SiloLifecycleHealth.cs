using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace GrupoGad.Silo.Hosting;

/// <summary>Healthy between the silo's start and its shutdown. (The HTTP port opens before the silo has joined.)</summary>
internal sealed class SiloLifecycleHealth(ISiloStatusOracle membership, IHostApplicationLifetime lifetime) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var up = membership.CurrentStatus == SiloStatus.Active && !lifetime.ApplicationStopping.IsCancellationRequested;
        return Task.FromResult(up ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(membership.CurrentStatus.ToString()));
    }
}
