using GrupoGad.Efectivos;

namespace GrupoGad.Fences;

/// <summary>Findings of a judgement so far, from its first change on. One a thread serves all its judgements: each is over before the next begins.</summary>
internal sealed class Findings
{
    [ThreadStatic]
    private static Findings? _ofThread;

    private readonly List<FenceVisit> _visits = [];
    private readonly List<VisitChange> _changes = [];
    private readonly List<FenceEvent> _events = [];

    /// <param name="unchanged">Visits looked at before the first change, by code.</param>
    public static Findings Start(ReadOnlySpan<FenceVisit> unchanged)
    {
        var findings = _ofThread ??= new Findings();
        findings._visits.Clear();
        findings._changes.Clear();
        findings._events.Clear();
        findings._visits.AddRange(unchanged);
        return findings;
    }

    public FenceJudgement Judgement(in Fix fix) => new(new FenceTrackState(fix, [.. _visits]), [.. _events], [.. _changes]);

    public void Keep(in FenceVisit visit) => _visits.Add(visit);

    /// <summary>Keeps one that was not looked at in its turn.</summary>
    public void Insert(in FenceVisit visit)
    {
        var code = visit.FenceId;
        var at = _visits.FindIndex(other => string.CompareOrdinal(other.FenceId, code) > 0);
        _visits.Insert(at < 0 ? _visits.Count : at, visit);
    }

    public void Tell(FenceEvent told) => _events.Add(told);

    public void Tell(in VisitChange change) => _changes.Add(change);

    public bool Holds(string fenceId, bool inside) => _visits.Exists(visit => visit.FenceId == fenceId && (visit.IsInside || !inside));
}
