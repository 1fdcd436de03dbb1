using GrupoGad.Cells;
using GrupoGad.Geo;

namespace GrupoGad.Fences;

/// <summary>All that lies within a distance of a point (circle) or of a line (corridor), on the sphere.</summary>
internal sealed class BufferArea : FenceArea
{
    private readonly GreatArc[] _arcs;
    private readonly double _radiusM;

    public BufferArea(ReadOnlySpan<GeoPoint> core, double radiusM)
    {
        _radiusM = radiusM;
        _arcs = new GreatArc[Math.Max(1, core.Length - 1)];
        for (var i = 0; i < _arcs.Length; i++)
        {
            _arcs[i] = new GreatArc(UnitVector.Of(core[i]), UnitVector.Of(core[Math.Min(i + 1, core.Length - 1)]));
        }
        Bounds = Bounding.Widened(Bounding.OfLine(core), radiusM);
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
