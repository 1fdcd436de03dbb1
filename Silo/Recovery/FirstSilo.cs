namespace GrupoGad.Silo.Recovery;

internal static class FirstSilo
{
    /// <summary>True when this silo has the lowest address of the living silos. That silo alone does the work that one silo does for all.</summary>
    public static bool IsFirst(this ISiloStatusOracle membership) =>
        !membership.GetApproximateSiloStatuses(onlyActive: true).Keys.Any(other => other.CompareTo(membership.SiloAddress) < 0);
}
