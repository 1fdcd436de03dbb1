using System.Collections.Immutable;
using GrupoGad.Efectivos;
using GrupoGad.Geo;

namespace GrupoGad.Cells;

/// <summary>All cells as plain objects, so that the search is tested without a cluster; and the answer by brute force.</summary>
internal sealed class TableOfCells : ICellReader
{
    private readonly int _liveLevel;
    private readonly ImmutableArray<CellMember> _all;
    private readonly Dictionary<CellId, (CellIndex Index, List<CellMember> Members)> _cells = [];

    public TableOfCells(int liveLevel, IEnumerable<CellMember> members)
    {
        (_liveLevel, _all) = (liveLevel, [.. members]);
        foreach (var member in _all)
        {
            var id = CellId.FromPoint(member.Fix.Point, liveLevel);
            if (!_cells.TryGetValue(id, out var cell))
            {
                _cells[id] = cell = (new CellIndex(id), []);
            }
            cell.Index.Place(cell.Members.Count, member);
            cell.Members.Add(member);
        }
    }

    public ValueTask<ImmutableArray<NearestHit>> Nearest(CellId cell, NearestQuery query)
    {
        Assert.Equal(_liveLevel, cell.Level);
        if (!_cells.TryGetValue(cell, out var found))
        {
            return ValueTask.FromResult(ImmutableArray<NearestHit>.Empty);
        }
        var hits = found.Index.Nearest(query, DateTime.MinValue.Ticks, (slot, skill) => found.Members[slot].Skills.Contains(skill))
            .Where(hit => UnitVector.DistanceM(hit.Chord) <= query.MaxDistanceM).Select(hit => Hit(query.Point, found.Members[hit.Slot]));
        return ValueTask.FromResult(hits.ToImmutableArray());
    }

    public ValueTask<ImmutableArray<CellCounts>> Occupied(CellId cell)
    {
        var below = CountLevels.All.Reverse().Append(_liveLevel).First(level => level > cell.Level);
        var children = _cells.Keys.Where(id => id.AtLevel(cell.Level) == cell).Select(id => id.AtLevel(below)).Distinct();
        return ValueTask.FromResult(children.Select(id => new CellCounts { Cell = id.ToString(), Available = 1 }).ToImmutableArray());
    }

    public IEnumerable<NearestHit> BruteForce(NearestQuery query) => _all
        .Where(m => query.Filter.Availability is null || m.Availability == query.Filter.Availability)
        .Where(m => query.Filter.Skill is null || m.Skills.Contains(query.Filter.Skill))
        .Select(m => Hit(query.Point, m))
        .Where(hit => hit.DistanceM <= query.MaxDistanceM)
        .OrderBy(hit => hit.DistanceM).ThenBy(hit => hit.Member.EfectivoId, StringComparer.Ordinal)
        .Take(query.K);

    private static NearestHit Hit(GeoPoint from, CellMember member) => new()
    {
        Member = member,
        DistanceM = Sphere.DistanceM(from, member.Fix.Point),
        Freshness = Freshness.Live,
        Age = TimeSpan.Zero,
    };
}
