using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace GrupoGad.Silo.PostGis.Indexes;

/// <summary>Not ready while a declared index is missing, invalid or different from its declaration. That stops a roll-out and names the index.</summary>
internal sealed class IndexHealth(IndexWatch watch) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var verdict = watch.Verdict;
        return Task.FromResult(verdict.IsBad ? HealthCheckResult.Unhealthy(verdict.ToString()) : HealthCheckResult.Healthy());
    }
}
