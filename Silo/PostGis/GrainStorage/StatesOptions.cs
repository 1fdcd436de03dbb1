using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Silo.PostGis.GrainStorage;

/// <summary>How grain states are written together. Section <c>Gad:States</c>.</summary>
public sealed class StatesOptions
{
    public const string Section = "Gad:States";

    /// <summary>States of one commit: enough that its fixed cost vanishes, few enough that nobody waits long for the others.</summary>
    [Range(1, 4_096)] public int CommitWritesMax { get; set; } = 128;

    /// <summary>Bytes of the documents of one commit; a larger document goes alone.</summary>
    [Range(1, 256 * 1_024 * 1_024)] public int CommitBytesMax { get; set; } = 1_024 * 1_024;

    /// <summary>
    /// A commit that takes longer no longer holds up the next, which goes beside it, ms: a row that somebody has locked, or a large document.
    /// Long enough that commits do not run beside each other under plain load, where fuller ones cost less.
    /// </summary>
    [Range(1, 10_000)] public int StallAfterMs { get; set; } = 50;

    /// <summary>Commits beside each other, one under way and those that stall. Each takes a connection.</summary>
    [Range(1, 8)] public int CommitsMax { get; set; } = 4;

    /// <summary>States that wait or are being written; beyond it a write is refused, and its grain starts anew from what is stored.</summary>
    [Range(1, 1_000_000)] public int QueuedMax { get; set; } = 50_000;

    /// <summary>How long a write may wait for its commit to begin while PostGIS is slow or away, s. With the commit itself less than the 30 s of a grain call.</summary>
    [Range(1, 15)] public int WaitMaxS { get; set; } = 10;

    /// <summary>How long a stopping silo may take to write what waits, ms.</summary>
    [Range(100, 120_000)] public int StopWithinMs { get; set; } = 20_000;
}
