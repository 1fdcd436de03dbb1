namespace GrupoGad.Analytics;

/// <summary>Stands in where nothing is stored. Every answer says that it was not counted yet.</summary>
internal sealed class NothingCounted : IJurisdictionCoverage
{
    public ValueTask<JurisdictionCoverage> Read(JurisdictionCoverageQuery query, CancellationToken cancellation) => new(new JurisdictionCoverage { Jurisdictions = [] });
}
