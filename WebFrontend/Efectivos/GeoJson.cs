using GrupoGad.Efectivos;
using GrupoGad.Geo;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GrupoGad.WebFrontend.Efectivos;

/// <summary>RFC 7946: longitude first, seven digits (about a centimetre).</summary>
internal static class GeoJson
{
    public const string ContentType = "application/geo+json";

    private const int Digits = 7;

    public static double[] Position(GeoPoint point) => [Math.Round(point.Longitude, Digits), Math.Round(point.Latitude, Digits)];

    public static double[] Position(in Fix fix) => Position(fix.Point);

    public static Geometry Point(GeoPoint point) => new("Point", Position(point));

    public static Geometry Point(in Fix fix) => new("Point", Position(fix));

    /// <summary>The way through the fixes: null without any, a Point for a single one (a LineString needs two).</summary>
    public static Geometry? Line(IReadOnlyList<Fix> fixes) => fixes.Count switch
    {
        0 => null,
        1 => Point(fixes[0]),
        _ => new Geometry("LineString", fixes.Select(fix => Position(fix)).ToArray()),
    };

    public static JsonHttpResult<T> Answer<T>(T document) => TypedResults.Json(document, contentType: ContentType);

    /// <summary>By <c>format=geojson</c>, or by what the caller says it accepts.</summary>
    public static bool IsWanted(HttpRequest request, string? format) =>
        format == "geojson" || (format is null && request.Headers.Accept.ToString().Contains(ContentType, StringComparison.OrdinalIgnoreCase));
}

/// <param name="Coordinates">As the type asks: a position, or a list of them.</param>
internal sealed record Geometry(string Type, object Coordinates);

internal sealed record Feature(string? Id, Geometry? Geometry, object Properties)
{
    public string Type { get; } = "Feature";
}

/// <param name="Next">Link of the next page; null at the end. A foreign member that RFC 7946 allows.</param>
internal sealed record FeatureCollection(IReadOnlyList<Feature> Features, string? Next)
{
    public string Type { get; } = "FeatureCollection";
}
