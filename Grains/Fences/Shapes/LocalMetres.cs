using GrupoGad.Geo;

namespace GrupoGad.Fences;

/// <summary>
/// Metres around one position: degrees times a factor for each direction. Straight edges stay straight; within some 100 m it differs from the great
/// circle by less than a millimetre where somebody can stand, 0.01° and more from a pole.
/// </summary>
internal readonly struct LocalMetres
{
    private static readonly double PerDegree = Sphere.RadiusM * Math.PI / 180;
    private readonly double _x;
    private readonly double _y;
    private readonly double _perX;

    public LocalMetres(GeoPoint at)
    {
        (_x, _y) = (at.Longitude, at.Latitude);
        _perX = PerDegree * Math.Cos(Sphere.Radians(at.Latitude));
    }

    private LocalMetres(double x, double y, double perX) => (_x, _y, _perX) = (x, y, perX);

    /// <summary>The same place, written 360° further: for edges on the other side of the antimeridian.</summary>
    public LocalMetres Turned => new(_x > 0 ? _x - 360 : _x + 360, _y, _perX);

    /// <summary>Whether the antimeridian is that near.</summary>
    public bool TouchesAntimeridian(double metres) => (180 - Math.Abs(_x)) * _perX <= metres;

    public bool IsWithin(in Edge edge, double metres)
    {
        var (y1, y2) = ((edge.Y1 - _y) * PerDegree, (edge.Y2 - _y) * PerDegree);
        if (Math.Min(y1, y2) > metres || Math.Max(y1, y2) < -metres)
        {
            return false;
        }
        var (x1, x2) = ((edge.X1 - _x) * _perX, (edge.X2 - _x) * _perX);
        if (Math.Min(x1, x2) > metres || Math.Max(x1, x2) < -metres)
        {
            return false;
        }
        var (dx, dy) = (x2 - x1, y2 - y1);
        var length = dx * dx + dy * dy;
        var along = length > 0 ? Math.Clamp(-(x1 * dx + y1 * dy) / length, 0, 1) : 0;
        var (x, y) = (x1 + along * dx, y1 + along * dy);
        return x * x + y * y <= metres * metres;
    }
}
