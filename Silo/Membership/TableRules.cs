using System.Collections.Immutable;

namespace GrupoGad.Silo.Membership;

/// <summary>How the table that a silo finds compares with the one it knew. Pure.</summary>
/// <remarks>
/// Every change makes the version greater. So a table with a smaller version, or with the same version and without this silo, does not descend from the known
/// table. The known table was lost, and the found one was created later. An unknown silo in the found table has joined beside a living cluster.
/// </remarks>
internal static class TableRules
{
    /// <param name="known">Read before, with this silo in it as active.</param>
    /// <param name="silo">This one.</param>
    public static TableVerdict Judge(MembershipRows known, MembershipRows found, string silo)
    {
        var status = found.StatusOf(silo);
        if (status == SiloStatus.Dead)
        {
            return new TableVerdict.Evicted("it stands there as dead");
        }
        var (had, has) = (known.Version ?? 0, found.Version ?? 0);
        if (has > had)
        {
            return status == SiloStatus.None ? new TableVerdict.Evicted("a newer table does not have it") : new TableVerdict.Sound();
        }
        if (has == had && status != SiloStatus.None)
        {
            return new TableVerdict.Sound();
        }
        // Of those that both have, the row found is the later one.
        var strangers = found.Rows.RemoveRange(known.Rows.Keys);
        return new TableVerdict.Lost(new MembershipRows(had + 1, known.Rows.SetItems(found.Rows.RemoveRange(strangers.Keys))), strangers);
    }
}

internal abstract record TableVerdict
{
    /// <summary>The known table, or one that descends from it.</summary>
    public sealed record Sound : TableVerdict;

    /// <summary>The others go on without this silo, so it must end.</summary>
    public sealed record Evicted(string Reason) : TableVerdict;

    /// <summary>The table is gone, with or without another in its place.</summary>
    /// <param name="Restored">To be written instead of what was found.</param>
    /// <param name="Strangers">Rows to remove, of silos that joined the new table beside the living cluster. Those silos will end and join again.</param>
    public sealed record Lost(MembershipRows Restored, ImmutableDictionary<string, string> Strangers) : TableVerdict;
}
