using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Silo.PostGis.GrainStorage;

/// <summary>Limits of the shared commits of grain states. Section <c>Gad:States</c>.</summary>
public sealed class StatesOptions
{
    public const string Section = "Gad:States";

    /// <summary>Most states of one commit: enough to spread its fixed cost, few enough that none waits long for the others.</summary>
    [Range(1, 4_096)] public int CommitWritesMax { get; set; } = 128;

    /// <summary>Most bytes of the documents of one commit. A larger document is committed alone.</summary>
    [Range(1, 256 * 1_024 * 1_024)] public int CommitBytesMax { get; set; } = 1_024 * 1_024;

    /// <summary>
    /// Time after which a commit counts as stalled, ms, as by a locked row or a large document. The next commit then runs beside it.
    /// Long enough that commits do not overlap under normal load, where fuller ones cost less.
    /// </summary>
    [Range(1, 10_000)] public int StallAfterMs { get; set; } = 50;

    /// <summary>Most commits at once: one under way and the stalled ones. Each takes a connection.</summary>
    [Range(1, 8)] public int CommitsMax { get; set; } = 4;

    /// <summary>Most states that wait or are being written. Beyond that a write is rejected, and its grain restarts from the stored state.</summary>
    [Range(1, 1_000_000)] public int QueuedMax { get; set; } = 50_000;

    /// <summary>
    /// Time that a write may wait for its commit to begin while PostGIS is slow or away, s. Together with the commit less than the 30 s of a grain call.
    /// </summary>
    [Range(1, 15)] public int WaitMaxS { get; set; } = 10;

    /// <summary>Time that a stopping silo may take to write its queue, ms.</summary>
    [Range(100, 120_000)] public int StopWithinMs { get; set; } = 20_000;
}
