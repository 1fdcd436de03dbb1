using GrupoGad.Cells;
using GrupoGad.Geo;

namespace GrupoGad.Fences;

/// <summary>The shorter way on the sphere between two positions, for distances to it. Both ends the same: that point.</summary>
internal readonly struct GreatArc
{
    private readonly UnitVector _a;
    private readonly UnitVector _b;
    /// <summary>At a right angle to the arc's plane; all 0 for a point.</summary>
    private readonly UnitVector _normal;

    public GreatArc(in UnitVector a, in UnitVector b)
    {
        (_a, _b) = (a, b);
        _normal = Unit(Cross(a, b));
    }

    public double DistanceM(in UnitVector point)
    {
        // Between the planes through both ends the foot lies on the arc; elsewhere an end is nearest.
        if (Dot(Cross(_normal, _a), point) > 0 && Dot(Cross(_b, _normal), point) > 0)
        {
            return Sphere.RadiusM * Math.Asin(Math.Min(1, Math.Abs(Dot(_normal, point))));
        }
        return UnitVector.DistanceM(Math.Min(_a.ChordSquared(point), _b.ChordSquared(point)));
    }

    /// <summary>The smallest distance between two arcs; 0 when they cross.</summary>
    public double DistanceM(in GreatArc other) => Crosses(other) ? 0
        : Math.Min(Math.Min(DistanceM(other._a), DistanceM(other._b)), Math.Min(other.DistanceM(_a), other.DistanceM(_b)));

    private bool Crosses(in GreatArc other)
    {
        if (Dot(_normal, other._a) * Dot(_normal, other._b) >= 0 || Dot(other._normal, _a) * Dot(other._normal, _b) >= 0)
        {
            return false;
        }
        // Both pass through each other's plane: on the same side of the earth, unless the middles are more than a right angle apart.
        return Dot(Sum(_a, _b), Sum(other._a, other._b)) > 0;
    }

    private static double Dot(in UnitVector a, in UnitVector b) => a.X * b.X + a.Y * b.Y + a.Z * b.Z;

    private static UnitVector Sum(in UnitVector a, in UnitVector b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    private static UnitVector Cross(in UnitVector a, in UnitVector b) =>
        new(a.Y * b.Z - a.Z * b.Y, a.Z * b.X - a.X * b.Z, a.X * b.Y - a.Y * b.X);

    private static UnitVector Unit(in UnitVector vector)
    {
        var length = Math.Sqrt(Dot(vector, vector));
        return length > 0 ? new UnitVector(vector.X / length, vector.Y / length, vector.Z / length) : default;
    }
}
