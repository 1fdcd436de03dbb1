using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Silo.PostGis.Replica;

/// <summary>
/// When history is read from a replica. Section <c>Gad:Replica</c>; its address is <c>ConnectionStrings:PostGisReplica</c>, and without one all is read from
/// the primary.
/// </summary>
public sealed class ReplicaOptions
{
    public const string Section = "Gad:Replica";

    /// <summary>Seconds that it may be behind. Further, and the primary is asked.</summary>
    [Range(1, 3_600)] public double LagMaxS { get; set; } = 10;

    /// <summary>Milliseconds between two looks at how far it is.</summary>
    [Range(50, 60_000)] public int LookEveryMs { get; set; } = 1_000;

    /// <summary>
    /// Seconds that a statement may take there before the primary is asked: what a replica that hangs costs its reader. Default 9, a second more than a
    /// question about the past may take (<c>Gad:History:StatementTimeoutMs</c>): what is slow by itself is answered as too slow, not asked twice.
    /// </summary>
    [Range(1, 25)] public int TimeoutS { get; set; } = 9;

    /// <summary>Connections.</summary>
    [Range(1, PostGisOptions.PoolsMax)] public int PoolMax { get; set; } = 7;
}
