using GrupoGad.Efectivos;
using GrupoGad.Geo;

namespace GrupoGad.Fences;

/// <summary>One look round a fence that moves: who came in, who stayed, who left. Nothing is so until it is committed.</summary>
internal sealed class MovingSteps
{
    private readonly Fix _centre;
    private readonly FencePlan _plan;
    private readonly FenceEntry _entry;
    private readonly Dictionary<string, StoredVisit> _company;
    private readonly FenceDependencies _with;
    private readonly List<PendingFenceEvent> _events = [];
    private readonly List<VisitRow> _visits = [];

    public MovingSteps(string fenceId, FencePlan plan, Fix centre, Dictionary<string, StoredVisit> company, FenceDependencies with)
    {
        (_centre, _plan, _company, _with) = (centre, plan, company, with);
        _entry = FenceEntry.Prepare(fenceId, At(plan.Shape.RadiusM), 0);
        Box = FenceEntry.Prepare(fenceId, At(plan.Shape.RadiusM + with.Options.MarginMaxM), 0).Bounds!.Value;

        FencePlan At(double radiusM) => plan with { Shape = plan.Shape with { Centre = centre.Point, RadiusM = radiusM } };
    }

    /// <summary>Where to look.</summary>
    public GeoBounds Box { get; }

    /// <summary>An efectivo whose place is only roughly known stays in or out as it was.</summary>
    public void Meet(FenceSubject subject, in Fix fix)
    {
        if (fix.IsCoarse())
        {
            return;
        }
        var at = fix.DeviceTime > _centre.DeviceTime ? fix.DeviceTime : _centre.DeviceTime;
        var marks = _entry.Admits(subject) ? FenceMarks.Admitted : FenceMarks.None;
        if (!_company.TryGetValue(subject.EfectivoId, out var visit))
        {
            if (_entry.Covers(fix.Point))
            {
                Tell(FenceEventKind.Enter, _plan.Watch.Enter, subject, fix, at);
                Set(subject, at, new StoredVisit(at, marks | ScheduleTurn.Begin(_entry, at)));
            }
            return;
        }
        var stay = at > visit.Since ? at - visit.Since : TimeSpan.Zero;
        var unwatched = Turn(visit, subject, fix);
        if (!_entry.IsWithin(fix.Point, _with.Options.MarginM(fix.AccuracyM)))
        {
            Tell(FenceEventKind.Exit, _plan.Watch.Exit, subject, fix, at, stay);
            Set(subject, at, null);
            return;
        }
        var dwellTold = visit.Marks & FenceMarks.DwellTold;
        if (dwellTold == 0 && stay >= _plan.Watch.DwellAfter && Tell(FenceEventKind.Dwell, true, subject, fix, at, stay))
        {
            dwellTold = FenceMarks.DwellTold;
        }
        if (visit.Marks != (marks | dwellTold | unwatched))
        {
            Set(subject, at, visit with { Marks = marks | dwellTold | unwatched });
        }
    }

    /// <summary>Uses the server's clock, because the efectivos in its company may not report while the schedule begins or ends.</summary>
    private FenceMarks Turn(in StoredVisit visit, FenceSubject subject, in Fix fix)
    {
        if (ScheduleTurn.Of(_entry, visit.Marks, _with.Now) is not { } turn)
        {
            return visit.Marks & FenceMarks.Unwatched;
        }
        var isEnter = turn.Kind == FenceEventKind.Enter;
        if (turn.At is { } when && (isEnter ? _plan.Watch.Enter : _plan.Watch.Exit) && _entry.Admits(subject))
        {
            Tell(turn.Kind, subject, fix, when, isEnter || when <= visit.Since ? null : when - visit.Since, FenceCause.Schedule);
        }
        return isEnter ? FenceMarks.None : FenceMarks.Unwatched;
    }

    /// <summary>Null: nothing changed.</summary>
    public FenceWrite? Found() => _visits.Count == 0 ? null : new FenceWrite { Events = [.. _events], Visits = [.. _visits] };

    public void Commit()
    {
        foreach (var visit in _visits)
        {
            if (visit.Visit is { } now)
            {
                _company[visit.EfectivoId] = now;
            }
            else
            {
                _company.Remove(visit.EfectivoId);
            }
        }
    }

    private void Set(FenceSubject subject, DateTime at, StoredVisit? visit) => _visits.Add(new VisitRow(subject.EfectivoId, _entry.Id, at, at, FenceCause.Moved, visit));

    private bool Tell(FenceEventKind kind, bool asked, FenceSubject subject, in Fix fix, DateTime at, TimeSpan? stay = null)
    {
        if (!asked || !_entry.Watches(at) || !_entry.Admits(subject))
        {
            return false;
        }
        Tell(kind, subject, fix, at, stay, FenceCause.Moved);
        return true;
    }

    private void Tell(FenceEventKind kind, FenceSubject subject, in Fix fix, DateTime at, TimeSpan? stay, FenceCause cause) => _events.Add(new PendingFenceEvent(
            new FenceEvent
            {
                FenceId = _entry.Id, FenceName = _plan.Name, Kind = kind, EfectivoId = subject.EfectivoId, At = at, KnownAt = _with.Now, Point = fix.Point, Stay = stay,
                Late = _with.Now - at > _with.Options.LateAfter, Cause = cause,
            },
            _plan.Reaction?.On.Contains(kind) == true));
}
