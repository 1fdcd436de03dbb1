using GrupoGad.Geo;

namespace GrupoGad.Commands;

/// <summary>A polygon with straight edges in latitude and longitude, as GeoJSON has them. One that is narrower across the antimeridian crosses it.</summary>
internal sealed class Ring
{
    private readonly GeoPoint[] _corners;
    private readonly bool _crosses;

    public Ring(IReadOnlyList<GeoPoint> corners)
    {
        _crosses = Width(corners) > 180 && Width(corners.Select(East)) < 180;
        _corners = [.. corners.Select(Unwrapped)];
        var (west, east) = (_corners.Min(corner => corner.Longitude), _corners.Max(corner => corner.Longitude));
        Bounds = new GeoBounds(_corners.Min(corner => corner.Latitude), Wrapped(west), _corners.Max(corner => corner.Latitude), Wrapped(east));
    }

    public GeoBounds Bounds { get; }

    /// <summary>Even–odd rule: an edge is crossed by the half-line to the east.</summary>
    public bool Contains(GeoPoint point)
    {
        var (wanted, inside) = (Unwrapped(point), false);
        for (int i = 0, before = _corners.Length - 1; i < _corners.Length; before = i++)
        {
            var (a, b) = (_corners[i], _corners[before]);
            if (a.Latitude > wanted.Latitude != b.Latitude > wanted.Latitude
                && wanted.Longitude < (b.Longitude - a.Longitude) * (wanted.Latitude - a.Latitude) / (b.Latitude - a.Latitude) + a.Longitude)
            {
                inside = !inside;
            }
        }
        return inside;
    }

    private GeoPoint Unwrapped(GeoPoint point) => _crosses ? East(point) : point;

    private static GeoPoint East(GeoPoint point) => point.Longitude < 0 ? point with { Longitude = point.Longitude + 360 } : point;

    private static double Width(IEnumerable<GeoPoint> corners) => corners.Max(corner => corner.Longitude) - corners.Min(corner => corner.Longitude);

    private static double Wrapped(double longitude) => longitude > 180 ? longitude - 360 : longitude;
}
