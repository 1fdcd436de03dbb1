using GrupoGad.Benchmarks.Nearest;
using GrupoGad.Dispatch;
using GrupoGad.Geo;

namespace GrupoGad.Benchmarks.Dispatch;

/// <summary>The right answer, found by looking at every efectivo. Written apart from the product, from the meaning of its options.</summary>
public sealed class Truth
{
    private readonly City _city;
    private readonly DispatchOptions _options = new();
    private readonly CellId[] _cells;

    public Truth(City city)
    {
        _city = city;
        _cells = [.. city.Points.Select(point => CellId.FromPoint(point, 12))];
        Available = Enumerable.Range(0, city.Count).Where(i => city.Available[i]).CountBy(i => _cells[i]).ToDictionary();
    }

    /// <summary>Available efectivos in each live cell, skilled or not.</summary>
    public Dictionary<CellId, int> Available { get; }

    public CellId Cell(int efectivo) => _cells[efectivo];

    public double TravelS(int efectivo, GeoPoint to) => Sphere.DistanceM(_city.Points[efectivo], to) * _options.DetourFactor / (_options.SpeedKmh / 3.6);

    /// <summary>Cost of the n-th efectivo taken from a cell, s.</summary>
    public double HoleS(CellId cell, int nth) =>
        Math.Clamp(_options.CoverWanted - (Available[cell] - nth), 0, _options.CoverWanted) * _options.CoverPenaltyS / _options.CoverWanted;

    /// <summary>The best for one operation, one after the other.</summary>
    public List<(string Id, double CostS)> Best(GeoPoint place, int count)
    {
        var taken = new HashSet<int>();
        var gone = new Dictionary<CellId, int>();
        var best = new List<(string, double)>();
        for (; best.Count < count;)
        {
            var (index, cost) = (-1, double.PositiveInfinity);
            for (var i = 0; i < _city.Count; i++)
            {
                if (_city.Matches(i) && TravelS(i, place) is var travel && travel <= _options.MaxTravelS && travel < cost
                    && travel + HoleS(_cells[i], gone.GetValueOrDefault(_cells[i]) + 1) is var whole && whole < cost && !taken.Contains(i))
                {
                    (index, cost) = (i, whole);
                }
            }
            if (index < 0)
            {
                break;
            }
            taken.Add(index);
            gone[_cells[index]] = gone.GetValueOrDefault(_cells[index]) + 1;
            best.Add((_city.Ids[index], Math.Round(cost, 1)));
        }
        return best;
    }
}
