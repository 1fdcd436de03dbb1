namespace GrupoGad.Analytics;

/// <summary>Reads how much of its area each jurisdiction served.</summary>
public interface IJurisdictionCoverage
{
    ValueTask<JurisdictionCoverage> Read(JurisdictionCoverageQuery query, CancellationToken cancellation);
}
