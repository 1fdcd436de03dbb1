using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace GrupoGad.Silo.Recovery;

/// <summary>
/// Not ready until warm, so that the first caller does not wait for a hundred thousand activations. Degraded, which is ready, when it took too long.
/// </summary>
internal sealed class WarmUpHealth(WarmUp warmUp) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        warmUp.IsWarm ? HealthCheckResult.Healthy()
        : warmUp.MayServe ? HealthCheckResult.Degraded("serves before it is warm")
        : HealthCheckResult.Unhealthy("efectivos, operations and commands are being woken"));
}
