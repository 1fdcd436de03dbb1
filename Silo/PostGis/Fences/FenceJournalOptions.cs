using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Silo.PostGis.Fences;

/// <summary>How fence events become durable. Section <c>Gad:FenceJournal</c>.</summary>
public sealed class FenceJournalOptions
{
    public const string Section = "Gad:FenceJournal";

    /// <summary>Events and visits of one commit: enough that its fixed cost vanishes, few enough to end in some milliseconds.</summary>
    [Range(1, 65_536)] public int CommitRowsMax { get; set; } = 1_024;

    /// <summary>Events and visits that wait, mostly while PostGIS is away; what comes beyond is dropped and counted. Some 100 MB.</summary>
    [Range(1, 10_000_000)] public int QueueRowsMax { get; set; } = 200_000;

    /// <summary>A commit that takes longer is tried again, ms. Should it end after all, the second one finds it done.</summary>
    [Range(10, 30_000)] public int CommitTimeoutMs { get; set; } = 5_000;

    /// <summary>Longest pause between two tries while PostGIS is away, ms.</summary>
    [Range(10, 60_000)] public int PauseMaxMs { get; set; } = 1_000;

    /// <summary>How often a silo looks for changed fences without being told, ms.</summary>
    [Range(50, 60_000)] public int PollMs { get; set; } = 1_000;

    /// <summary>How long a stopping silo may take to write what it holds, ms.</summary>
    [Range(100, 120_000)] public int StopWithinMs { get; set; } = 20_000;
}
