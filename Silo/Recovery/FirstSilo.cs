namespace GrupoGad.Silo.Recovery;

internal static class FirstSilo
{
    /// <summary>Of the living silos this one has the lowest address: it does alone what one has to do for all.</summary>
    public static bool IsFirst(this ISiloStatusOracle membership) =>
        !membership.GetApproximateSiloStatuses(onlyActive: true).Keys.Any(other => other.CompareTo(membership.SiloAddress) < 0);
}
