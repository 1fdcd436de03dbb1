using GrupoGad.Cells;
using GrupoGad.Geo;

namespace GrupoGad.Fences;

/// <summary>All that lies within a distance of a point (circle) or of a line (corridor), on the sphere.</summary>
internal sealed class BufferArea : FenceArea
{
    private readonly GreatArc[] _arcs;
    private readonly double _radiusM;

    private BufferArea(GreatArc[] arcs, double radiusM, GeoBounds bounds) => (_arcs, _radiusM, Bounds) = (arcs, radiusM, bounds);

    /// <param name="core">One position, or the corners of a line.</param>
    public static BufferArea Around(ReadOnlySpan<GeoPoint> core, double radiusM)
    {
        var arcs = new GreatArc[Math.Max(1, core.Length - 1)];
        for (var i = 0; i < arcs.Length; i++)
        {
            arcs[i] = new GreatArc(UnitVector.Of(core[i]), UnitVector.Of(core[Math.Min(i + 1, core.Length - 1)]));
        }
        return new BufferArea(arcs, radiusM, Bounding.Widened(Bounding.OfLine(core), radiusM));
    }

    public override GeoBounds Bounds { get; }

    public override bool Covers(GeoPoint point) => Bounds.Contains(point) && HasArcWithin(UnitVector.Of(point), _radiusM);

    public override bool IsWithin(GeoPoint point, double metres) => HasArcWithin(UnitVector.Of(point), _radiusM + metres);

    public override bool Touches(GeoPoint from, GeoPoint to)
    {
        var way = new GreatArc(UnitVector.Of(from), UnitVector.Of(to));
        foreach (ref readonly var arc in _arcs.AsSpan())
        {
            if (arc.DistanceM(way) <= _radiusM)
            {
                return true;
            }
        }
        return false;
    }

    public override FenceCut Cut(SquareBox square)
    {
        var (centre, near, nearest) = (UnitVector.Of(square.Centre), 0, double.MaxValue);
        foreach (ref readonly var arc in _arcs.AsSpan())
        {
            var distance = arc.DistanceM(centre);
            near += IsNear(distance, square) ? 1 : 0;
            nearest = Math.Min(nearest, distance);
        }
        var reach = near == 0 ? FenceReach.Apart
            : nearest + square.RadiusM <= _radiusM ? FenceReach.Whole
            : nearest - square.RadiusM > _radiusM ? FenceReach.Beside
            : FenceReach.Edge;
        var isAll = near == _arcs.Length || reach is FenceReach.Whole or FenceReach.Apart;
        return new FenceCut(reach, isAll ? this : new BufferArea([.. _arcs.Where(arc => IsNear(arc.DistanceM(centre), square))], _radiusM, Bounds));
    }

    private bool IsNear(double distanceM, SquareBox square) => distanceM - square.RadiusM <= _radiusM + square.MarginM;

    private bool HasArcWithin(in UnitVector point, double metres)
    {
        foreach (ref readonly var arc in _arcs.AsSpan())
        {
            if (arc.DistanceM(point) <= metres)
            {
                return true;
            }
        }
        return false;
    }
}
