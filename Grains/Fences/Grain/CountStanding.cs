namespace GrupoGad.Fences;

/// <summary>Whether too few or too many are inside. Pure.</summary>
internal readonly record struct CountStanding(bool IsVoid, bool IsCrowded)
{
    /// <param name="watches">False: no count is wrong.</param>
    public static CountStanding Of(FenceWatch watch, int count, bool watches) =>
        new(watches && count < watch.VoidBelow, watches && count > watch.CrowdAbove);

    /// <summary>Events to report when the former state was this one.</summary>
    public IEnumerable<FenceEventKind> Since(CountStanding before)
    {
        if (IsVoid != before.IsVoid)
        {
            yield return IsVoid ? FenceEventKind.Void : FenceEventKind.VoidOver;
        }
        if (IsCrowded != before.IsCrowded)
        {
            yield return IsCrowded ? FenceEventKind.Crowd : FenceEventKind.CrowdOver;
        }
    }
}
