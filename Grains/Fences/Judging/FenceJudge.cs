using GrupoGad.Efectivos;

namespace GrupoGad.Fences;

/// <summary>Judges a position against the fences. Pure: the known state comes in, the findings come out.</summary>
public static class FenceJudge
{
    /// <summary>Judges the next fix of an efectivo. Fixes come in the order of their device times.</summary>
    /// <remarks>A coarse fix decides nothing: it is as if it had not come.</remarks>
    /// <param name="knownAt">Our time, UTC.</param>
    public static FenceJudgement Judge(
        in FenceTrackState before, in Fix fix, DateTime knownAt, FenceSubject subject, FenceMap map, FenceOptions options) =>
        fix.IsCoarse() ? new FenceJudgement(before, [], []) : new Judging(before, fix, fix.DeviceTime, knownAt, FenceCause.Moved, subject, map, options).Run();

    /// <summary>Judges the last fix again: fences changed around it, or it came to meet other filters.</summary>
    /// <param name="cause">The change. Events carry <paramref name="knownAt"/> as their time.</param>
    public static FenceJudgement Rejudge(
        in FenceTrackState before, DateTime knownAt, FenceSubject subject, FenceMap map, FenceOptions options, FenceCause cause = FenceCause.FenceChanged) =>
        before.Last is { } fix && !fix.IsCoarse() ? new Judging(before, fix, knownAt, knownAt, cause, subject, map, options).Run() : new FenceJudgement(before, [], []);
}
