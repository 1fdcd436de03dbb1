using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace GrupoGad.Silo.Membership;

/// <summary>Not ready while this silo is not in the membership table, because no one would find it. While Redis is away the last answer counts.</summary>
internal sealed class MembershipHealth(MembershipWatch watch) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        watch.StandsInTable ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("the membership table does not have this silo"));
}
