using System.Collections.Immutable;
using GrupoGad.Fences;
using GrupoGad.Geo;

namespace GrupoGad.History;

/// <summary>The box round the parts of an area. It does not cross the antimeridian: parts are cut there.</summary>
internal static class AreaBounds
{
    public static GeoBounds Of(ImmutableArray<FencePart> area)
    {
        var corners = area.SelectMany(part => part.Outer).ToArray();
        return new GeoBounds(
            corners.Min(corner => corner.Latitude), corners.Min(corner => corner.Longitude),
            corners.Max(corner => corner.Latitude), corners.Max(corner => corner.Longitude));
    }
}
