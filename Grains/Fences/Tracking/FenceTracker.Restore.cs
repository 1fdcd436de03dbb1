using GrupoGad.Efectivos;

namespace GrupoGad.Fences;

/// <remarks>
/// A former activation may have died between storing a fix and storing its findings. So a new activation judges the last stored fixes again. It finds the
/// findings that were not stored, and recognises the stored ones by their key.
/// </remarks>
internal sealed partial class FenceTracker
{
    /// <summary>How long before the last fix came, by our clock. A silo that waits for its database keeps fixes that are not durable after that long.</summary>
    private static readonly TimeSpan _replay = TimeSpan.FromMinutes(2);

    /// <summary>How far the device's clock may lie behind in the fixes of then: a device that was offline reports many at once.</summary>
    private static readonly TimeSpan _past = TimeSpan.FromDays(2);

    /// <summary>Begins at the stored standing.</summary>
    public async ValueTask Restore(PositionReport last, FenceSubject subject, CancellationToken cancellation)
    {
        var now = last.Fix.DeviceTime;
        var stored = await with.Records.Standing(new StandingQuery(efectivoId, now - _past, now, last.ReceivedTime - _replay), cancellation);
        if (stored.Visits.Any(visit => with.Map.Find(visit.FenceId) is null))
        {
            // Removed; or made so lately that this silo does not know it yet.
            await with.Keeper.CatchUp(cancellation);
        }
        var standing = FenceTrackState.Restore(null, Visits(stored));
        if (stored.Track is { } track)
        {
            standing = Replay(new FenceTrackState(track.Before, standing.Visits), track.Fixes.AsSpan(), last.ReceivedTime, subject);
        }
        _standing = last.Fix.IsCoarse() ? standing : new FenceTrackState(last.Fix, standing.Visits);
        _judgedFrom = now;
        await Stored(null);
        if (!stored.IsAhead)
        {
            await Rejudge(last.Fix, subject, FenceCause.FenceChanged);
        }
    }

    private FenceTrackState Replay(FenceTrackState standing, ReadOnlySpan<Fix> fixes, DateTime received, FenceSubject subject)
    {
        foreach (var fix in fixes)
        {
            var now = with.Now;
            var judged = Without(standing, FenceJudge.Judge(standing, fix, now, subject, with.Map, with.Options), received);
            if (FenceWrites.Of(efectivoId, standing, judged, FenceCause.Moved, now, with.Map) is { } found)
            {
                _line.Add(found).IsHeld = true;
            }
            standing = judged.After;
        }
        with.Instruments.Replayed("activation", fixes.Length);
        return standing;
    }

    /// <summary>Leaves out findings at fences that changed since the report, because they were different then. These follow as a change of the fence.</summary>
    private FenceJudgement Without(FenceTrackState before, FenceJudgement judged, DateTime received)
    {
        bool IsNewer(string fenceId) => with.Map.Find(fenceId)?.ChangedAt > received;
        if (!judged.Events.Any(told => IsNewer(told.FenceId)) && !judged.After.Visits.Any(visit => IsNewer(visit.FenceId))
            && !before.Visits.Any(visit => IsNewer(visit.FenceId)))
        {
            return judged;
        }
        var visits = judged.After.Visits.Where(visit => !IsNewer(visit.FenceId)).Concat(before.Visits.Where(visit => IsNewer(visit.FenceId)));
        return new FenceJudgement(
            FenceTrackState.Restore(judged.After.Last, visits), [.. judged.Events.Where(told => !IsNewer(told.FenceId))],
            [.. judged.Visits.Where(visit => !IsNewer(visit.FenceId))]);
    }

    /// <summary>Of fences that are there. From one that was removed its own grain lets it out, and one that moves judges by itself.</summary>
    private IEnumerable<FenceVisit> Visits(StoredStanding stored) =>
        from visit in stored.Visits
        let entry = with.Map.Find(visit.FenceId)
        where entry is { Plan.Owner.Kind: not FenceOwnerKind.Efectivo }
        select new FenceVisit(visit.FenceId, entry, visit.Visit.Since, visit.Visit.Marks);
}
