using GrupoGad.Fences;
using GrupoGad.Geo;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace GrupoGad.Benchmarks.Fences;

/// <summary>The events that must follow from each fix, by the geometry of each fence and independent of the product.</summary>
public sealed class FenceOracle
{
    private readonly STRtree<Enclosure> _fences = new();
    private readonly Dictionary<string, HashSet<string>> _inside = [];

    public FenceOracle(IEnumerable<(string Id, FencePlan Plan)> fences)
    {
        foreach (var (id, plan) in fences)
        {
            var enclosure = new Enclosure(id, plan.Shape);
            _fences.Insert(enclosure.Near, enclosure);
        }
        _fences.Build();
    }

    /// <summary>Pairs of efectivo and fence after the last fix of each efectivo.</summary>
    public IEnumerable<(string Efectivo, string Fence)> Inside => _inside.SelectMany(one => one.Value.Select(fence => (one.Key, fence)));

    /// <summary>The events of the next fix of an efectivo.</summary>
    /// <param name="marginM">Distance outside the fence, m, from which the efectivo has left.</param>
    public IEnumerable<(FenceEventKind Kind, string Fence)> Look(string efectivo, GeoPoint point, double marginM)
    {
        var mine = _inside.TryGetValue(efectivo, out var known) ? known : _inside[efectivo] = [];
        var near = _fences.Query(new Envelope(new Coordinate(point.Longitude, point.Latitude)));
        var told = new List<(FenceEventKind, string)>();
        foreach (var fence in near)
        {
            var covers = fence.Covers(point, marginM);
            if (covers == true && mine.Add(fence.Id))
            {
                told.Add((FenceEventKind.Enter, fence.Id));
            }
            else if (covers == false && mine.Remove(fence.Id))
            {
                told.Add((FenceEventKind.Exit, fence.Id));
            }
        }
        if (mine.Count > 0)
        {
            foreach (var left in mine.Where(id => !near.Any(fence => fence.Id == id)).ToList())
            {
                mine.Remove(left);
                told.Add((FenceEventKind.Exit, left));
            }
        }
        return told;
    }
}
