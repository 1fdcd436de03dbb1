using GrupoGad.Geo;
using GrupoGad.WebFrontend.Efectivos;

namespace GrupoGad.WebFrontend.Analytics;

/// <summary>Cells as a map layer: a GeoJSON collection of polygons that says as of when.</summary>
/// <param name="AsOf">UTC; null: not counted yet. A foreign member that RFC 7946 allows, as the next.</param>
/// <param name="StalenessS">Age of the count, seconds.</param>
internal sealed record CellFeatures(DateTime? AsOf, double? StalenessS, IReadOnlyList<Feature> Features)
{
    private const int Digits = 7;

    public string Type { get; } = "FeatureCollection";

    /// <summary>The square of a cell, counter-clockwise.</summary>
    public static Geometry Square(CellId cell)
    {
        var box = cell.Bounds;
        double[] Corner(double longitude, double latitude) => [Math.Round(longitude, Digits), Math.Round(latitude, Digits)];
        return new Geometry("Polygon", new[]
        {
            new[]
            {
                Corner(box.West, box.South), Corner(box.East, box.South), Corner(box.East, box.North), Corner(box.West, box.North), Corner(box.West, box.South),
            },
        });
    }
}
