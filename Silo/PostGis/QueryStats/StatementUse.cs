namespace GrupoGad.Silo.PostGis.QueryStats;

/// <summary>Cost of one statement, or of a class of them, since the server's statistics began.</summary>
/// <param name="ElapsedMs">Planned and executed.</param>
/// <param name="DiskMs">Of that, waiting for blocks; 0 when <c>track_io_timing</c> is off.</param>
/// <param name="Pages">Touched in shared memory or read.</param>
internal sealed record StatementUse(string Text, string Class, long Calls, double ElapsedMs, double DiskMs, long Rows, long Pages)
{
    /// <summary>Time of the processor and of uncounted waits (locks), ms. The nearest to CPU time that the server reports.</summary>
    public double BusyMs => Math.Max(0, ElapsedMs - DiskMs);

    public double MeanMs => Calls > 0 ? ElapsedMs / Calls : 0;
}

/// <summary>The answer of the server's statement statistics.</summary>
/// <param name="Missing">Why there are none, and what brings them; null when there are.</param>
internal sealed record StatementStanding(string? Missing, IReadOnlyList<StatementUse> Statements)
{
    public static StatementStanding Unknown { get; } = new("not looked at yet", []);

    /// <summary>By class, the one that takes longest first.</summary>
    public IReadOnlyList<StatementUse> Classes =>
    [
        .. Statements.GroupBy(use => use.Class).Select(group => new StatementUse(
            "", group.Key, group.Sum(use => use.Calls), group.Sum(use => use.ElapsedMs), group.Sum(use => use.DiskMs), group.Sum(use => use.Rows), group.Sum(use => use.Pages)))
            .OrderByDescending(use => use.ElapsedMs),
    ];
}
