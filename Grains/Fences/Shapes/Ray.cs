namespace GrupoGad.Fences;

internal enum RayMeeting
{
    Misses,
    Crosses,
    OnEdge,
}

/// <summary>
/// The ray from a position to the east, and what an edge does to it. A corner belongs to the edge that goes up from it, so none is counted twice.
/// </summary>
internal static class Ray
{
    public static RayMeeting Meets(in Edge edge, double x, double y)
    {
        if (edge.Y1 > y == edge.Y2 > y)
        {
            // Level with the position at most at an end, or lying along the ray.
            return (edge.Y1 == y || edge.Y2 == y) && edge.Spans(x, y) && edge.Side(x, y) == 0 ? RayMeeting.OnEdge : RayMeeting.Misses;
        }
        if (edge.X1 < x && edge.X2 < x)
        {
            return RayMeeting.Misses;
        }
        if (edge.X1 > x && edge.X2 > x)
        {
            return RayMeeting.Crosses;
        }
        var side = edge.Side(x, y);
        return side == 0 ? RayMeeting.OnEdge : side > 0 == edge.Y2 > edge.Y1 ? RayMeeting.Crosses : RayMeeting.Misses;
    }
}
