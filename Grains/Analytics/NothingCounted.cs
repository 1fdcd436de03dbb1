namespace GrupoGad.Analytics;

/// <summary>Where nothing is stored: every answer says that it was not counted yet.</summary>
internal sealed class NothingCounted : IJurisdictionCoverage
{
    public ValueTask<JurisdictionCoverage> Read(JurisdictionCoverageQuery query, CancellationToken cancellation) => new(new JurisdictionCoverage { Jurisdictions = [] });
}
