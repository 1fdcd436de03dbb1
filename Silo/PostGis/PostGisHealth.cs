using GrupoGad.Tracks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace GrupoGad.Silo.PostGis;

/// <summary>Degraded while positions go to the spill or the server does not answer: the silo still does its work, so it must not be restarted for it.</summary>
internal sealed class PostGisHealth(PostGisSources sources, ITrackJournal journal) : IHealthCheck
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (journal.Degraded)
        {
            return HealthCheckResult.Degraded("positions go to the spill file");
        }
        try
        {
            await using var command = sources.Read.CreateCommand("SELECT 1");
            await command.ExecuteNonQueryAsync(cancellationToken).WaitAsync(_limit, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (PostGisErrors.IsDriver(exception))
        {
            return HealthCheckResult.Degraded("does not answer");
        }
    }
}
