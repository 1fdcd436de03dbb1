using System.Collections.Immutable;

namespace GrupoGad.Fences;

/// <summary>What a judgement found so far. Made when it finds the first change.</summary>
internal sealed class Findings
{
    private readonly List<FenceVisit> _visits;
    private readonly List<VisitChange> _changes = [];
    private readonly List<FenceEvent> _events = [];

    /// <param name="unchanged">Visits looked at before the first change, by code.</param>
    public Findings(ReadOnlySpan<FenceVisit> unchanged)
    {
        _visits = new List<FenceVisit>(unchanged.Length + 2);
        _visits.AddRange(unchanged);
    }

    public ImmutableArray<FenceVisit> Visits => [.. _visits];

    public ImmutableArray<VisitChange> Changes => [.. _changes];

    public ImmutableArray<FenceEvent> Events => [.. _events];

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
