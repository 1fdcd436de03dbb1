using GrupoGad.Geo;

namespace GrupoGad.Fences;

/// <summary>Findings outside of fences: efectivos that left their corridor, and fences crossed on the way.</summary>
internal ref partial struct Judging
{
    /// <summary>Away from its corridor until now: back, let off, or still away.</summary>
    private void Return(in FenceVisit away, FenceEntry entry, bool covers)
    {
        if (covers)
        {
            Found();
            Forgive(away, entry, cause);
            Begin(entry);
        }
        else if (entry.IsToBeKeptBy(subject.EfectivoId))
        {
            Keep(away);
        }
        else
        {
            Found();
            Forgive(away, entry, FenceCause.FenceChanged);
        }
    }

    private void Forgive(in FenceVisit away, FenceEntry? entry, FenceCause because)
    {
        if (entry is not null)
        {
            Tell(entry, FenceEventKind.DeviationOver, asked: true, stay: null, because: because);
        }
    }

    private void LookForDeviations(FenceCell cell)
    {
        foreach (var corridor in map.ToBeKeptBy(subject.EfectivoId))
        {
            if (!HoldsNow(corridor.Id) && !cell.IsWithin(corridor, _fix.Point, _marginM) && Tells(corridor))
            {
                Tell(corridor, FenceEventKind.Deviation, asked: true);
                Found().Insert(new FenceVisit(corridor.Id, corridor, at, FenceMarks.Admitted | FenceMarks.Deviating));
            }
        }
    }

    private void LookForCrossings()
    {
        if (!map.HasCrossings || _before.Last is not { } last || !Joins(last.DeviceTime, last.Point))
        {
            return;
        }
        foreach (var fence in map.OnTheWay(last.Point, _fix.Point))
        {
            // Only from outside to outside: else it entered or left.
            if (!WasInside(fence.Id) && !HoldsNow(fence.Id, inside: true))
            {
                Tell(fence, FenceEventKind.Cross, asked: true);
            }
        }
    }

    private readonly bool Joins(DateTime since, GeoPoint from) =>
        _fix.DeviceTime - since <= options.JoinMax && _fix.Point != from && Sphere.DistanceM(from, _fix.Point) <= options.CrossMaxM;

    private readonly bool WasInside(string fenceId) => Holds(_visits.AsSpan(), fenceId, inside: true);

    private readonly bool HoldsNow(string fenceId, bool inside = false) => _found?.Holds(fenceId, inside) ?? Holds(_visits.AsSpan(), fenceId, inside);

    private static bool Holds(ReadOnlySpan<FenceVisit> visits, string fenceId, bool inside)
    {
        foreach (ref readonly var visit in visits)
        {
            if (visit.FenceId == fenceId)
            {
                return visit.IsInside || !inside;
            }
        }
        return false;
    }
}
