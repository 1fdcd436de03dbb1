using GrupoGad.Geo;

namespace GrupoGad.Fences;

/// <summary>
/// The box that cuts shapes to a square, with a margin around it. It is a hair larger than the square, because positions on the border are sorted with
/// rounding.
/// </summary>
internal sealed class SquareBox
{
    private const double HairDeg = 1e-9;
    private const double HairM = 0.01;
    private readonly Edge _box;
    private readonly double _marginX;
    private readonly double _marginY;

    public SquareBox(Square square, double marginM)
    {
        var bounds = square.Bounds;
        _box = new Edge(bounds.West - HairDeg, bounds.South - HairDeg, bounds.East + HairDeg, bounds.North + HairDeg);
        Centre = new GeoPoint((bounds.South + bounds.North) / 2, (bounds.West + bounds.East) / 2);
        // Off the middle, where hardly any corner of a shape is.
        Anchor = new GeoPoint(
            bounds.South + (bounds.North - bounds.South) * 0.4347826, bounds.West + (bounds.East - bounds.West) * 0.5652174);
        MarginM = marginM + HairM;
        RadiusM = HairM + Math.Max(
            Sphere.DistanceM(Centre, new GeoPoint(bounds.South, bounds.West)), Sphere.DistanceM(Centre, new GeoPoint(bounds.North, bounds.West)));
        _marginY = Sphere.Degrees(MarginM / Sphere.RadiusM) * 1.001;
        var shortest = Math.Cos(Sphere.Radians(Math.Min(90, Math.Max(Math.Abs(bounds.South), Math.Abs(bounds.North)) + _marginY)));
        _marginX = shortest > _marginY / 360 ? Math.Min(360, _marginY / shortest) : 360;
    }

    public GeoPoint Centre { get; }

    /// <summary>Any place in the square.</summary>
    public GeoPoint Anchor { get; }

    /// <summary>How far outside of the square shapes still matter, metres.</summary>
    public double MarginM { get; }

    /// <summary>From the centre to the farthest place of the square, metres.</summary>
    public double RadiusM { get; }

    /// <summary>Whether the edge has a point in the square. May say yes of one that passes close by.</summary>
    public bool MayHold(in Edge edge) => Meets(edge, _box);

    /// <summary>Whether the edge has a point in the square or its margin. May say yes of one that passes close by.</summary>
    public bool MayReach(in Edge edge)
    {
        var wide = new Edge(_box.X1 - _marginX, _box.Y1 - _marginY, _box.X2 + _marginX, _box.Y2 + _marginY);
        return Meets(edge, wide)
            || wide.X1 < -180 && Meets(edge, wide with { X1 = wide.X1 + 360, X2 = wide.X2 + 360 })
            || wide.X2 > 180 && Meets(edge, wide with { X1 = wide.X1 - 360, X2 = wide.X2 - 360 });
    }

    /// <param name="box">From its south-west corner to its north-east one.</param>
    private static bool Meets(in Edge edge, in Edge box)
    {
        if (!edge.BoxMeets(box))
        {
            return false;
        }
        // Overlapping boxes are apart only when all four corners lie on one side of the edge's line. Plain rounding decides: the hair is wider.
        var (fromX, fromY) = (edge.X1, edge.Y1);
        var (dx, dy) = (edge.X2 - fromX, edge.Y2 - fromY);
        var (a, b) = (Side(box.X1, box.Y1), Side(box.X1, box.Y2));
        var (c, d) = (Side(box.X2, box.Y1), Side(box.X2, box.Y2));
        return Math.Min(Math.Min(a, b), Math.Min(c, d)) <= 0 && Math.Max(Math.Max(a, b), Math.Max(c, d)) >= 0;

        double Side(double x, double y) => dx * (y - fromY) - dy * (x - fromX);
    }
}
