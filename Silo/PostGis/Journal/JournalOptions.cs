using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Silo.PostGis.Journal;

/// <summary>How accepted positions become durable. Section <c>Gad:Journal</c>.</summary>
public sealed class JournalOptions
{
    public const string Section = "Gad:Journal";

    /// <summary>Where rows wait while PostGIS is away. On a disk that survives the process. Silos of one machine may share it.</summary>
    [Required] public string SpillDirectory { get; set; } = ".gad/spill";

    /// <summary>Rows of one COPY: enough that its fixed cost vanishes, few enough to commit in some 20 ms.</summary>
    [Range(1, 65_536)] public int FlushRowsMax { get; set; } = 4_096;

    /// <summary>How long the first row of a flush waits for others, ms. The promise is to be at most 250 ms behind, commit included.</summary>
    [Range(0, 250)] public int FlushDelayMs { get; set; } = 50;

    /// <summary>Rows in memory, waiting or being written; beyond it a report is refused and the device sends it again.</summary>
    [Range(1, 10_000_000)] public int BufferRowsMax { get; set; } = 200_000;

    /// <summary>
    /// Flushes in flight at once, each on its connection; an efectivo stays on its lane. One costs a fifth less CPU a row, because its batches
    /// are fuller; two go on where the round trip or the commit of one is slow.
    /// </summary>
    [Range(1, 4)] public int Lanes { get; set; } = 1;

    /// <summary>A flush that takes longer is given up and spilled, ms; should it commit after all, the catch-up finds its rows there.</summary>
    [Range(10, 30_000)] public int FlushTimeoutMs { get; set; } = 10_000;

    /// <summary>How often <c>last_positions</c> is brought up, ms: one row per efectivo however often it reported.</summary>
    [Range(10, 60_000)] public int LastPositionsEveryMs { get; set; } = 2_000;

    /// <summary>How often a PostGIS that is away is asked whether it is back, ms.</summary>
    [Range(10, 60_000)] public int ProbeEveryMs { get; set; } = 500;

    /// <summary>Size at which a spill file is closed and the next begun, bytes: what is repeated if the process dies in the catch-up.</summary>
    [Range(1_024, 1L << 30)] public long SpillSegmentBytesMax { get; set; } = 16L << 20;

    /// <summary>All spill files together, bytes; beyond it reports are refused. 2 GiB is some 20 million rows.</summary>
    [Range(1_024, long.MaxValue)] public long SpillBytesMax { get; set; } = 2L << 30;

    /// <summary>How long a stopping silo may take to write what it holds, ms.</summary>
    [Range(100, 120_000)] public int StopWithinMs { get; set; } = 20_000;
}
