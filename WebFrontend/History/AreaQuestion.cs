using System.Collections.Immutable;
using System.Globalization;
using GrupoGad.Fences;
using GrupoGad.WebFrontend.Fences;
using GrupoGad.WebFrontend.Places;
using GrupoGad.WebFrontend.Times;

namespace GrupoGad.WebFrontend.History;

/// <summary>Reads what a question about an area's past has in its body.</summary>
internal static class AreaQuestion
{
    public const int BodyBytesMax = 512 * 1024;

    /// <summary>A GeoJSON Polygon or MultiPolygon.</summary>
    public static ImmutableArray<FencePart> Area(BodyReading reading, GeometryItem? item, int cornersMax)
    {
        if (item?.Type is not ("Polygon" or "MultiPolygon"))
        {
            reading.Refuse("area", item?.Type, "a GeoJSON Polygon or MultiPolygon");
            return [];
        }
        var parts = new GeometryReading(reading, "area").Read(item, null).Parts;
        var corners = parts.Sum(part => part.Outer.Length + part.Holes.Sum(hole => hole.Length));
        if (corners > cornersMax)
        {
            reading.Refuse("area", $"{corners} corners", $"at most {cornersMax} corners");
        }
        return parts;
    }

    public static (DateTime From, DateTime To) Stretch(BodyReading reading, DateTime? from, DateTime? to, int daysMax)
    {
        var (start, end) = (reading.Need("from", from, InstantText.Rule), reading.Need("to", to, InstantText.Rule));
        if (HistoryReading.Rule(start, end, daysMax) is { } rule)
        {
            reading.Refuse("from", start.ToString("O", CultureInfo.InvariantCulture), rule);
        }
        return (start, end);
    }
}
