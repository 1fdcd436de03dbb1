using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace GrupoGad.Silo.PostGis.Indexes;

/// <summary>Not ready while a declared index is missing, invalid or another one than declared: a roll-out stops there, and says which.</summary>
internal sealed class IndexHealth(IndexWatch watch) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var verdict = watch.Verdict;
        return Task.FromResult(verdict.IsBad ? HealthCheckResult.Unhealthy(verdict.ToString()) : HealthCheckResult.Healthy());
    }
}
