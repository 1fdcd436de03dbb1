using GrupoGad.Geo;

namespace GrupoGad.Fences;

/// <summary>A shape made ready to be asked about positions: all of it, or the piece of it that matters in one square of the map. Immutable.</summary>
internal abstract class FenceArea
{
    /// <summary>The smallest known box around all of it.</summary>
    public abstract GeoBounds Bounds { get; }

    /// <summary>Inside or on the edge.</summary>
    public abstract bool Covers(GeoPoint point);

    /// <summary>At most so many metres from it; inside is 0 metres.</summary>
    public abstract bool IsWithin(GeoPoint point, double metres);

    /// <summary>Whether the way from one position to another, both outside, has any point inside or on the edge.</summary>
    public abstract bool Touches(GeoPoint from, GeoPoint to);

    /// <summary>The part of it that matters in a square.</summary>
    public abstract FenceCut Cut(SquareBox square);

    /// <summary>Null for one without a place of its own: it moves with an efectivo.</summary>
    public static FenceArea? Of(FenceShape shape) => shape.Kind switch
    {
        FenceKind.Polygon => new PolygonArea(shape.Parts),
        FenceKind.Corridor => BufferArea.Around(shape.Line.AsSpan(), shape.RadiusM),
        _ => shape.Centre is { } centre ? BufferArea.Around([centre], shape.RadiusM) : null,
    };
}
