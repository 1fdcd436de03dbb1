using System.Collections.Immutable;
using GrupoGad.Efectivos;
using GrupoGad.Geo;

namespace GrupoGad.History;

/// <summary>Cells of an area that a patrol visited, with the efectivo and the time. Pure.</summary>
public static class PatrolRules
{
    /// <param name="fixes">Of each efectivo, by device time.</param>
    public static ImmutableArray<PatrolledCell> Visited(
        IEnumerable<CellId> cells, IReadOnlyList<(string EfectivoId, IReadOnlyList<Fix> Fixes)> fixes, int level)
    {
        var visits = cells.ToDictionary(cell => cell, _ => new Visits());
        foreach (var (efectivo, track) in fixes)
        {
            CellId? before = null;
            foreach (var (cell, at, interpolated) in CellTrail.Of(track, level))
            {
                if (visits.TryGetValue(cell, out var known))
                {
                    known.Add(efectivo, at, interpolated, isComing: cell != before);
                }
                before = cell;
            }
        }
        return [.. visits.Select(pair => pair.Value.Told(pair.Key)).OrderBy(cell => cell.Cell.ToString(), StringComparer.Ordinal)];
    }

    private sealed class Visits
    {
        private readonly SortedSet<string> _who = new(StringComparer.Ordinal);
        private DateTime? _first;
        private DateTime? _last;
        private int _visits;
        private bool _seen;

        public void Add(string efectivo, DateTime at, bool interpolated, bool isComing)
        {
            _who.Add(efectivo);
            _first = _first < at ? _first : at;
            _last = _last > at ? _last : at;
            _visits += isComing ? 1 : 0;
            _seen |= !interpolated;
        }

        public PatrolledCell Told(CellId cell) => new()
        {
            Cell = cell, First = _first, Last = _last, Visits = _visits, Interpolated = _who.Count > 0 && !_seen, Efectivos = [.. _who],
        };
    }
}
