using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Silo.PostGis.Ledger;

/// <summary>How commands become durable. Section <c>Gad:Ledger</c>.</summary>
public sealed class LedgerOptions
{
    public const string Section = "Gad:Ledger";

    /// <summary>
    /// Commits in flight at once for small entries, each on its connection; a command stays on its lane. Default 1: while one commit is under way
    /// the next one fills, and fuller ones cost less. Beside them one more lane takes what is large.
    /// </summary>
    [Range(1, 4)] public int Lanes { get; set; } = 1;

    /// <summary>Rows of one commit: enough that its fixed cost vanishes, few enough to end in some milliseconds.</summary>
    [Range(1, 65_536)] public int CommitRowsMax { get; set; } = 512;

    /// <summary>An entry of more rows takes the lane for large ones: a broadcast of 20,000 must not hold up a critical answer.</summary>
    [Range(1, 65_536)] public int LargeRows { get; set; } = 128;

    /// <summary>How long a step that no caller waits for may wait for another entry's commit, ms.</summary>
    [Range(0, 5_000)] public int NoteDelayMs { get; set; } = 100;

    /// <summary>Rows that wait or are being written; beyond it an entry is refused and its caller tries again. Room for a few broadcasts.</summary>
    [Range(1, 10_000_000)] public int QueueRowsMax { get; set; } = 200_000;

    /// <summary>A commit that takes longer is tried again, ms. Should it end after all, the second one finds it done.</summary>
    [Range(10, 30_000)] public int CommitTimeoutMs { get; set; } = 5_000;

    /// <summary>
    /// How long an entry is tried while PostGIS is away, s, so that a restart of PostGIS is only a delay. The endpoint answers its caller before that; the
    /// caller's retry finds the entry if it was stored.
    /// </summary>
    [Range(0, 25)] public int TryForS { get; set; } = 15;

    /// <summary>How long a stopping silo may take to write what it holds, ms.</summary>
    [Range(100, 120_000)] public int StopWithinMs { get; set; } = 20_000;
}
