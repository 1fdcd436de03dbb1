using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Silo.PostGis.Fences;

/// <summary>Limits of the journal that stores fence events. Section <c>Gad:FenceJournal</c>.</summary>
public sealed class FenceJournalOptions
{
    public const string Section = "Gad:FenceJournal";

    /// <summary>Most events and visits of one commit: enough to spread its fixed cost, few enough to end in some milliseconds.</summary>
    [Range(1, 65_536)] public int CommitRowsMax { get; set; } = 1_024;

    /// <summary>Most events and visits that wait, mainly while PostGIS is away; about 100 MB. Further ones are dropped and counted.</summary>
    [Range(1, 10_000_000)] public int QueueRowsMax { get; set; } = 200_000;

    /// <summary>Time limit of a commit, ms; a late one is retried. If the first one commits after all, the retry finds its rows.</summary>
    [Range(10, 30_000)] public int CommitTimeoutMs { get; set; } = 5_000;

    /// <summary>Longest pause between two tries while PostGIS is away, ms.</summary>
    [Range(10, 60_000)] public int PauseMaxMs { get; set; } = 1_000;

    /// <summary>Interval at which a silo looks for changed fences without a notice, ms.</summary>
    [Range(50, 60_000)] public int PollMs { get; set; } = 1_000;

    /// <summary>Time that a stopping silo may take to write its queue, ms.</summary>
    [Range(100, 120_000)] public int StopWithinMs { get; set; } = 20_000;
}
