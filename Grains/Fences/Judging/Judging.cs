using System.Collections.Immutable;
using GrupoGad.Efectivos;

namespace GrupoGad.Fences;

/// <summary>One judgement under way. Visits and the cell's fences are in the order of their codes, so both are walked once, side by side.</summary>
/// <param name="at">Time of what is found, UTC.</param>
internal ref partial struct Judging(
    in FenceTrackState before, in Fix fix, DateTime at, DateTime knownAt, FenceCause cause, FenceSubject subject, FenceMap map, FenceOptions options)
{
    private readonly ref readonly FenceTrackState _before = ref before;
    private readonly ref readonly Fix _fix = ref fix;
    private readonly double _marginM = options.MarginM(fix.AccuracyM);
    private readonly ImmutableArray<FenceVisit> _visits = before.Visits;
    private int _looked;
    private Findings? _found;

    /// <summary>Not after a change of a fence or of the efectivo: only a fix shows stays, speeds and ways.</summary>
    private readonly bool HasMoved => cause == FenceCause.Moved;

    public FenceJudgement Run()
    {
        var cell = map.At(_fix.Point);
        if (IsAsBefore(cell))
        {
            _looked = _visits.Length;
        }
        else
        {
            Compare(cell);
        }
        LookForDeviations(cell);
        if (HasMoved)
        {
            LookForCrossings();
        }
        return _found?.Judgement(_fix) ?? new FenceJudgement(new FenceTrackState(_fix, _visits), [], []);
    }

    /// <summary>
    /// Most fixes change nothing, and this method finds that with few reads of memory. It compares versions of fences by reference, so it is false also when a
    /// fence has changed. Then <see cref="Compare"/> looks closely.
    /// </summary>
    private readonly bool IsAsBefore(FenceCell cell)
    {
        if (!cell.IsQuiet || cell.Inside.Length > _visits.Length)
        {
            return false;
        }
        foreach (var entry in cell.Inside)
        {
            if (!IsInside(entry))
            {
                return false;
            }
        }
        var met = cell.Inside.Length;
        foreach (ref readonly var there in cell.Near.AsSpan())
        {
            var wasInside = _visits.Length > 0 && IsInside(there.Entry);
            if (!wasInside && there.Covers(_fix.Point)
                || wasInside && !(there.IsQuiet && (there.Covers(_fix.Point) || there.Area.IsWithin(_fix.Point, _marginM))))
            {
                return false;
            }
            met += wasInside ? 1 : 0;
        }
        // A visit that was not met has no fence here, or the efectivo is away from its corridor.
        return met == _visits.Length;
    }

    private readonly bool IsInside(FenceEntry entry)
    {
        foreach (ref readonly var visit in _visits.AsSpan())
        {
            if (ReferenceEquals(visit.Entry, entry))
            {
                return visit.IsInside;
            }
        }
        return false;
    }

    private void Compare(FenceCell cell)
    {
        var (inside, near) = (cell.Inside, cell.Near);
        var (i, n) = (0, 0);
        while (i < inside.Length || n < near.Length)
        {
            if (n == near.Length || i < inside.Length && string.CompareOrdinal(inside[i].Id, near[n].Entry.Id) < 0)
            {
                Meet(inside[i++], covers: true, isWithin: true);
                continue;
            }
            ref readonly var there = ref near[n++];
            var isKnown = Has(there.Entry);
            if (there.MayCover || isKnown)
            {
                var covers = there.Covers(_fix.Point);
                Meet(there.Entry, covers, covers || isKnown && there.Area.IsWithin(_fix.Point, _marginM));
            }
        }
        LeaveUntil(null);
    }

    private void Meet(FenceEntry entry, bool covers, bool isWithin)
    {
        LeaveUntil(entry.Id);
        if (Has(entry))
        {
            Continue(_visits[_looked], entry, covers, isWithin);
            _looked++;
        }
        else if (covers)
        {
            Begin(entry);
        }
    }

    /// <summary>Visits before that code have no fence here.</summary>
    private void LeaveUntil(string? fenceId)
    {
        for (; _looked < _visits.Length && (fenceId is null || string.CompareOrdinal(_visits[_looked].FenceId, fenceId) < 0); _looked++)
        {
            FarFrom(_visits[_looked]);
        }
    }

    private readonly bool Has(FenceEntry entry)
    {
        // The next visits may be of fences before this one, which are not here.
        for (var v = _looked; v < _visits.Length; v++)
        {
            var order = string.CompareOrdinal(_visits[v].FenceId, entry.Id);
            if (order >= 0)
            {
                return order == 0;
            }
        }
        return false;
    }

    private Findings Found() => _found ??= Findings.Start(_visits.AsSpan()[.._looked]);

    private readonly void Keep(in FenceVisit visit) => _found?.Keep(visit);

    private void Tell(FenceEntry entry, FenceEventKind kind, bool asked, TimeSpan? stay = null, double? speedMps = null, FenceCause? because = null)
    {
        if (!asked || !entry.Watches(at) || !entry.Admits(subject))
        {
            return;
        }
        Found().Tell(Event(entry, kind, at) with { Cause = because ?? cause, SpeedMps = speedMps, Stay = stay });
    }

    private readonly FenceEvent Event(FenceEntry entry, FenceEventKind kind, DateTime when) => new()
    {
        FenceId = entry.Id, FenceName = entry.Plan.Name, Kind = kind, EfectivoId = subject.EfectivoId, At = when, KnownAt = knownAt, Point = _fix.Point,
        Late = knownAt - when > options.LateAfter, OperationId = entry.Plan.Owner.Kind == FenceOwnerKind.Operation ? entry.Plan.Owner.Code : "",
    };
}
