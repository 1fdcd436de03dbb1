namespace GrupoGad.Fences;

/// <summary>One edge of a polygon, straight in longitude (x) and latitude (y), degrees.</summary>
internal readonly record struct Edge(double X1, double Y1, double X2, double Y2)
{
    public int Side(double x, double y) => Orientation.Sign(X1, Y1, X2, Y2, x, y);

    /// <summary>Whether the box of the edge holds the point; with <see cref="Side"/> 0 the point is on the edge.</summary>
    public bool Spans(double x, double y) =>
        x >= Math.Min(X1, X2) && x <= Math.Max(X1, X2) && y >= Math.Min(Y1, Y2) && y <= Math.Max(Y1, Y2);

    /// <summary>Whether the boxes of both have a common point.</summary>
    public bool BoxMeets(in Edge other) =>
        Math.Max(X1, X2) >= Math.Min(other.X1, other.X2) && Math.Min(X1, X2) <= Math.Max(other.X1, other.X2)
        && Math.Max(Y1, Y2) >= Math.Min(other.Y1, other.Y2) && Math.Min(Y1, Y2) <= Math.Max(other.Y1, other.Y2);

    /// <summary>Any common point, ends included.</summary>
    public bool Meets(in Edge other) =>
        // When boxes overlap, two on one line meet as well: no end is strictly on one side then.
        BoxMeets(other) && Side(other.X1, other.Y1) * Side(other.X2, other.Y2) <= 0 && other.Side(X1, Y1) * other.Side(X2, Y2) <= 0;
}
