using System.Collections.Immutable;

namespace GrupoGad.Fences;

/// <summary>Makes the write of a judgement.</summary>
internal static class FenceWrites
{
    /// <summary>Null: nothing.</summary>
    public static FenceWrite? Of(string efectivoId, in FenceTrackState before, in FenceJudgement judged, FenceCause cause, DateTime knownAt, FenceMap map)
    {
        var visits = Changed(efectivoId, before, judged.After, cause, knownAt);
        return visits.IsEmpty && judged.Events.IsEmpty
            ? null
            : new FenceWrite { Events = [.. judged.Events.Select(told => new PendingFenceEvent(told, IsOwed(told, map)))], Visits = visits };
    }

    /// <summary>A command or a line in a timeline follows from it.</summary>
    public static bool IsOwed(FenceEvent told, FenceMap map) =>
        told.OperationId.Length > 0 || map.Find(told.FenceId)?.Plan.Reaction?.On.Contains(told.Kind) == true;

    private static ImmutableArray<VisitRow> Changed(string efectivoId, in FenceTrackState before, in FenceTrackState after, FenceCause cause, DateTime knownAt)
    {
        var (old, now) = (before.Visits, after.Visits);
        if (old == now)
        {
            return [];
        }
        var asOf = after.Last!.Value.DeviceTime;
        var at = cause == FenceCause.Moved ? asOf : knownAt;
        var rows = ImmutableArray.CreateBuilder<VisitRow>();
        // Both by code.
        var (i, n) = (0, 0);
        while (i < old.Length || n < now.Length)
        {
            var order = i == old.Length ? 1 : n == now.Length ? -1 : string.CompareOrdinal(old[i].FenceId, now[n].FenceId);
            if (order < 0)
            {
                rows.Add(new VisitRow(efectivoId, old[i++].FenceId, asOf, at, cause, null));
                continue;
            }
            var visit = now[n++];
            if (order > 0 || old[i].Since != visit.Since || old[i].Marks != visit.Marks)
            {
                rows.Add(new VisitRow(efectivoId, visit.FenceId, asOf, at, cause, new StoredVisit(visit.Since, visit.Marks)));
            }
            i += order == 0 ? 1 : 0;
        }
        return rows.DrainToImmutable();
    }
}
