using GrupoGad.Geo;

namespace GrupoGad.Fences;

internal ref partial struct Judging
{
    private void Begin(FenceEntry entry)
    {
        var marks = entry.Admits(subject) ? FenceMarks.Admitted : FenceMarks.None;
        var found = Found();
        found.Tell(new VisitChange(entry.Id, VisitChangeKind.Began, marks != FenceMarks.None, at));
        Tell(entry, FenceEventKind.Enter, entry.Plan.Watch.Enter);
        found.Keep(Stay(new FenceVisit(entry.Id, entry, at, marks | ScheduleTurn.Begin(entry, at)), entry));
    }

    private void Continue(in FenceVisit visit, FenceEntry entry, bool covers, bool isWithin)
    {
        if (!visit.IsInside)
        {
            Return(visit, entry, covers);
        }
        else if (!isWithin)
        {
            End(visit, entry, cause);
        }
        else
        {
            var after = Turn(Follow(visit, entry), entry);
            after = covers ? Stay(after, entry) : after;
            if (after != visit)
            {
                Found();
            }
            Keep(after);
        }
    }

    /// <summary>No fence of that code is near: it was left, or taken away.</summary>
    private void FarFrom(in FenceVisit visit)
    {
        var entry = map.Find(visit.FenceId);
        if (visit.IsInside)
        {
            End(visit, entry ?? visit.Entry, entry is null ? FenceCause.FenceRemoved : cause);
        }
        else if (entry is not null)
        {
            Return(visit, entry, covers: false);
        }
        else
        {
            Found();
            Forgive(visit, visit.Entry, FenceCause.FenceRemoved);
        }
    }

    private void End(in FenceVisit visit, FenceEntry? entry, FenceCause because)
    {
        Found().Tell(new VisitChange(visit.FenceId, VisitChangeKind.Ended, visit.Has(FenceMarks.Admitted), at));
        if (entry is not null)
        {
            if (because != FenceCause.FenceRemoved)
            {
                // It may have begun or ended before this fix, and after the last one.
                Turn(visit, entry);
            }
            Tell(entry, FenceEventKind.Exit, entry.Plan.Watch.Exit, stay: Since(visit), because: because);
        }
    }

    /// <summary>
    /// Handles a schedule that began or ended meanwhile. If a change of the fence ended it, no event follows, because nothing watches any more.
    /// </summary>
    private FenceVisit Turn(in FenceVisit visit, FenceEntry entry)
    {
        if (ScheduleTurn.Of(entry, visit.Marks, at) is not { } turn)
        {
            return visit;
        }
        var (isEnter, when) = (turn.Kind == FenceEventKind.Enter, turn.At ?? at);
        if ((isEnter ? entry.Plan.Watch.Enter : entry.Plan.Watch.Exit && turn.At is not null) && entry.Admits(subject))
        {
            Found().Tell(Event(entry, turn.Kind, when) with
            {
                Cause = turn.At is null ? cause : FenceCause.Schedule, Stay = isEnter || when <= visit.Since ? null : when - visit.Since,
            });
        }
        return visit.With(FenceMarks.Unwatched, !isEnter);
    }

    /// <summary>Continues the visit, perhaps under another version of its fence, or after the efectivo came to meet its filter or ceased to.</summary>
    private FenceVisit Follow(in FenceVisit visit, FenceEntry entry)
    {
        var admitted = entry.Admits(subject);
        if (admitted != visit.Has(FenceMarks.Admitted))
        {
            Found().Tell(new VisitChange(entry.Id, VisitChangeKind.SubjectChanged, admitted, at));
            return (visit with { Entry = entry }).With(FenceMarks.Admitted, admitted);
        }
        return ReferenceEquals(visit.Entry, entry) ? visit : visit with { Entry = entry };
    }

    /// <summary>Inside at this fix: how long, and how fast.</summary>
    private FenceVisit Stay(in FenceVisit visit, FenceEntry entry)
    {
        var watch = entry.Plan.Watch;
        var after = visit;
        if (!HasMoved)
        {
            return after;
        }
        if (watch.DwellAfter is { } dwell && !visit.Has(FenceMarks.DwellTold) && Since(visit) >= dwell && Tells(entry))
        {
            Tell(entry, FenceEventKind.Dwell, asked: true, stay: Since(visit));
            after = after.With(FenceMarks.DwellTold, true);
        }
        if (watch.SpeedAboveMps is { } limit && SpeedMps() is { } speed)
        {
            if (speed <= limit)
            {
                after = after.With(FenceMarks.Speeding, false);
            }
            else if (!visit.Has(FenceMarks.Speeding) && Tells(entry))
            {
                Tell(entry, FenceEventKind.Speed, asked: true, speedMps: speed);
                after = after.With(FenceMarks.Speeding, true);
            }
        }
        return after;
    }

    private readonly bool Tells(FenceEntry entry) => entry.Watches(at) && entry.Admits(subject);

    private readonly TimeSpan Since(in FenceVisit visit) => at > visit.Since ? at - visit.Since : TimeSpan.Zero;

    /// <summary>As the device reports it, or over the way from the last fix; null: unknown.</summary>
    private readonly double? SpeedMps()
    {
        if (_fix.SpeedMps is { } told)
        {
            return told;
        }
        if (_before.Last is not { } last)
        {
            return null;
        }
        var time = _fix.DeviceTime - last.DeviceTime;
        return time > TimeSpan.Zero && time <= options.JoinMax ? Sphere.DistanceM(last.Point, _fix.Point) / time.TotalSeconds : null;
    }
}
