using System.Collections.Immutable;
using GrupoGad.Efectivos;

namespace GrupoGad.Fences;

/// <summary>Finds events in old fixes that lie between others judged already. Pure.</summary>
/// <remarks>
/// Between two known fixes the change was reported at the later one, as if nothing had been in between. If the efectivo was outside at the one and inside at
/// the other, its entry was reported; the exact place is no news. Whole visits, and whole absences, are.
/// </remarks>
internal static class FenceBacklog
{
    /// <param name="track">In order; those that are not new were judged already. The last one is not new.</param>
    /// <returns>In order of their times.</returns>
    public static ImmutableArray<FenceEvent> Judge(
        IReadOnlyList<(Fix Fix, bool IsNew)> track, DateTime knownAt, FenceSubject subject, FenceMap map, FenceOptions options)
    {
        var told = ImmutableArray.CreateBuilder<FenceEvent>();
        var standing = FenceTrackState.Empty;
        var gap = new List<FenceJudgement>();
        var before = standing;
        foreach (var (fix, isNew) in track)
        {
            var judged = FenceJudge.Judge(standing, fix, knownAt, subject, map, options);
            if (isNew)
            {
                gap.Add(judged);
            }
            else
            {
                if (gap.Count > 0)
                {
                    told.AddRange(Between(before, gap, judged, FenceJudge.Judge(before, fix, knownAt, subject, map, options))
                        .OrderBy(one => one.At));
                    gap.Clear();
                }
                before = judged.After;
            }
            standing = judged.After;
        }
        return told.DrainToImmutable();
    }

    /// <param name="end">The known fix after the gap, judged after those in it.</param>
    /// <param name="asTold">The same, as it was judged without them.</param>
    private static IEnumerable<FenceEvent> Between(FenceTrackState before, List<FenceJudgement> gap, FenceJudgement end, FenceJudgement asTold)
    {
        var all = gap.Append(end).SelectMany(judged => judged.Events).ToArray();
        var ends = end.After.Last!.Value.DeviceTime;
        foreach (var fence in all.GroupBy(told => told.FenceId).OrderBy(own => own.Key, StringComparer.Ordinal))
        {
            var turns = gap.SelectMany(judged => judged.Visits).Where(change => change.FenceId == fence.Key && change.Kind != VisitChangeKind.SubjectChanged)
                .Select(change => change.At).ToArray();
            var moved = IsInside(before, fence.Key) != IsInside(end.After, fence.Key);
            // Moved: the rest beside whole visits was reported at the end. Not moved: the end may be a part of them.
            var until = !moved ? DateTime.MaxValue : turns.Length % 2 == 0 ? ends : turns[^1];
            var toldAtEnd = asTold.Events.Where(told => told.FenceId == fence.Key).Select(told => told.Kind).ToHashSet();
            foreach (var told in fence)
            {
                var isTurn = told.Kind is FenceEventKind.Enter or FenceEventKind.Exit or FenceEventKind.Deviation or FenceEventKind.DeviationOver;
                if (isTurn ? told.At < until : told.At < ends && told.At < until && !toldAtEnd.Contains(told.Kind) && IsWhole(told, turns))
                {
                    yield return told;
                }
            }
        }
    }

    /// <summary>A stay is reported of a visit that began and ended in between; the others have their own at their known fixes.</summary>
    private static bool IsWhole(FenceEvent told, DateTime[] turns) => told.Kind != FenceEventKind.Dwell
        || Array.Exists(turns, turn => turn <= told.At) && Array.Exists(turns, turn => turn > told.At);

    private static bool IsInside(in FenceTrackState standing, string fenceId) => standing.Visits.Any(visit => visit.FenceId == fenceId && visit.IsInside);
}
