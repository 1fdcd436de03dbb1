using Orleans.Concurrency;

namespace GrupoGad.Analytics;

/// <inheritdoc cref="IJurisdictionCoverageGrain"/>
[StatelessWorker, Reentrant]
public sealed class JurisdictionCoverageGrain(IJurisdictionCoverage coverage) : Grain, IJurisdictionCoverageGrain
{
    public ValueTask<JurisdictionCoverage> Read(JurisdictionCoverageQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        return query.From < query.To ? coverage.Read(query, cancellation) : throw new ArgumentException("From is before to.", nameof(query));
    }
}
