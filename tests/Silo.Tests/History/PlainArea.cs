using System.Collections.Immutable;
using GrupoGad.Fences;
using GrupoGad.Geo;

namespace GrupoGad.Silo.Tests.History;

/// <summary>Inside and through, said as plainly as can be: even-odd by a ray, and one edge after another.</summary>
internal static class PlainArea
{
    /// <summary>A real bus did report from the very edge of a hole: that is inside.</summary>
    public static bool Covers(ImmutableArray<FencePart> area, GeoPoint point) => Edges(area).Any(edge => IsOn(edge, point)) ||
        Edges(area).Count(edge => edge.From.Latitude > point.Latitude != edge.To.Latitude > point.Latitude
            && point.Longitude < edge.From.Longitude + (point.Latitude - edge.From.Latitude) / (edge.To.Latitude - edge.From.Latitude) * (edge.To.Longitude - edge.From.Longitude)) % 2 == 1;

    /// <summary>How far along the way, 0–1, it first meets an edge; null: it meets none.</summary>
    public static double? Meets(ImmutableArray<FencePart> area, GeoPoint from, GeoPoint to)
    {
        double? first = null;
        var (wayX, wayY) = (to.Longitude - from.Longitude, to.Latitude - from.Latitude);
        foreach (var edge in Edges(area))
        {
            var (edgeX, edgeY) = (edge.To.Longitude - edge.From.Longitude, edge.To.Latitude - edge.From.Latitude);
            var cross = wayX * edgeY - wayY * edgeX;
            var (offX, offY) = (edge.From.Longitude - from.Longitude, edge.From.Latitude - from.Latitude);
            var (along, atEdge) = ((offX * edgeY - offY * edgeX) / cross, (offX * wayY - offY * wayX) / cross);
            if (cross != 0 && along is >= 0 and <= 1 && atEdge is >= 0 and <= 1 && !(along >= first))
            {
                first = along;
            }
        }
        return first;
    }

    private static bool IsOn((GeoPoint From, GeoPoint To) edge, GeoPoint point) =>
        (edge.To.Longitude - edge.From.Longitude) * (point.Latitude - edge.From.Latitude) == (edge.To.Latitude - edge.From.Latitude) * (point.Longitude - edge.From.Longitude)
        && point.Latitude >= Math.Min(edge.From.Latitude, edge.To.Latitude) && point.Latitude <= Math.Max(edge.From.Latitude, edge.To.Latitude)
        && point.Longitude >= Math.Min(edge.From.Longitude, edge.To.Longitude) && point.Longitude <= Math.Max(edge.From.Longitude, edge.To.Longitude);

    private static IEnumerable<(GeoPoint From, GeoPoint To)> Edges(ImmutableArray<FencePart> area) =>
        area.SelectMany(part => part.Holes.Prepend(part.Outer)).SelectMany(ring => ring.Zip(ring.Skip(1).Append(ring[0])));
}
