using GrupoGad.Efectivos;
using GrupoGad.Fences;
using GrupoGad.Geo;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;

namespace GrupoGad.Benchmarks.Fences;

/// <summary>What must be told of a sample of the people: each of them, at each fix, against every fence, with NetTopologySuite and without any map.</summary>
public sealed class FenceOracle
{
    private readonly (string Id, Envelope Near, SimplePointInAreaLocator Area, Coordinate[] Ring)[] _fences;
    private readonly string[] _people;
    private readonly int _every;
    private readonly Dictionary<int, HashSet<string>> _inside = [];

    /// <param name="every">One in so many people is checked.</param>
    public FenceOracle(FenceCity city, string[] people, int every)
    {
        (_people, _every) = (people, every);
        var factory = new GeometryFactory();
        _fences = [.. city.Ids.Zip(city.Plans, (id, plan) =>
        {
            var corners = plan.Shape.Parts[0].Outer.Select(corner => new Coordinate(corner.Longitude, corner.Latitude)).ToList();
            var ring = corners.Append(corners[0]).ToArray();
            var near = new Envelope(ring[0]);
            Array.ForEach(ring, near.ExpandToInclude);
            near.ExpandBy(0.001);
            return (id, near, new SimplePointInAreaLocator(factory.CreatePolygon(ring)), ring);
        })];
    }

    public int Missed { get; private set; }

    public int False { get; private set; }

    public long Checked { get; private set; }

    /// <summary>One step of everyone, and all events that were told of it.</summary>
    public void Compare(Fix[] fixes, IReadOnlyList<FenceEvent> told)
    {
        var expected = new HashSet<string>();
        for (var i = 0; i < fixes.Length; i += _every)
        {
            Look(i, fixes[i], expected);
        }
        var sample = Enumerable.Range(0, (fixes.Length + _every - 1) / _every).Select(n => _people[n * _every]).ToHashSet();
        var found = told.Where(item => sample.Contains(item.EfectivoId)).Select(item => $"{item.EfectivoId} {item.Kind} {item.FenceId}").ToList();
        Missed += expected.Except(found).Count();
        False += found.Count - expected.Intersect(found).Count();
        Checked += expected.Count;
    }

    private void Look(int person, in Fix fix, HashSet<string> expected)
    {
        var place = new Coordinate(fix.Point.Longitude, fix.Point.Latitude);
        var (code, mine) = (_people[person], _inside.TryGetValue(person, out var known) ? known : _inside[person] = []);
        foreach (ref readonly var fence in _fences.AsSpan())
        {
            // Beside the widened box it is neither inside nor within any margin.
            var isNear = fence.Near.Contains(place);
            var covers = isNear && fence.Area.Locate(place) != Location.Exterior;
            if (covers && mine.Add(fence.Id))
            {
                expected.Add($"{code} Enter {fence.Id}");
            }
            else if (!covers && mine.Count > 0 && mine.Contains(fence.Id) && !(isNear && DistanceM(place, fence.Ring) <= fix.AccuracyM))
            {
                mine.Remove(fence.Id);
                expected.Add($"{code} Exit {fence.Id}");
            }
        }
    }

    private static double DistanceM(Coordinate place, Coordinate[] ring)
    {
        var (perY, perX) = (Sphere.RadiusM * Math.PI / 180, Sphere.RadiusM * Math.PI / 180 * Math.Cos(Sphere.Radians(place.Y)));
        return DistanceComputer.PointToSegmentString(new Coordinate(0, 0), [.. ring.Select(corner => new Coordinate((corner.X - place.X) * perX, (corner.Y - place.Y) * perY))]);
    }
}
