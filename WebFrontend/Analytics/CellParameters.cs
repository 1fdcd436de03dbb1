using GrupoGad.Analytics;
using GrupoGad.Geo;
using GrupoGad.WebFrontend.Efectivos;
using Microsoft.AspNetCore.Mvc;

namespace GrupoGad.WebFrontend.Analytics;

/// <summary>Parameters shared by questions about cells.</summary>
/// <param name="Bbox">west,south,east,north in degrees; a west greater than the east crosses the antimeridian. Left out: everywhere.</param>
/// <param name="Limit">1–5,000 cells; 1,000 when left out.</param>
/// <param name="Format">json or geojson; left out, the Accept header decides.</param>
internal record CellParameters(
    [FromQuery(Name = "bbox")] string? Bbox, [FromQuery(Name = "limit")] string? Limit, [FromQuery(Name = "format")] string? Format)
{
    private const int LimitDefault = 1_000;

    public (GeoBounds? Bounds, int Limit) Read(QueryReading reading)
    {
        if (Format is not (null or "json" or "geojson"))
        {
            reading.Refuse("format", Format, "json or geojson");
        }
        return (Bbox is null ? null : reading.Bounds(Bbox), reading.Whole("limit", Limit, 1, AnalyticsLimits.CellsMax, LimitDefault));
    }
}

/// <param name="From">UTC, its hour included; the last 24 hours unless from and to say otherwise.</param>
/// <param name="To">UTC, its hour excluded unless it has begun; at most now.</param>
internal sealed record CoverageParameters(
    [FromQuery(Name = "from")] string? From, [FromQuery(Name = "to")] string? To, string? Bbox, string? Limit, string? Format)
    : CellParameters(Bbox, Limit, Format)
{
    public CoverageQuery Read(QueryReading reading, DateTime now)
    {
        var (bounds, limit) = Read(reading);
        var to = reading.Time("to", To, now);
        var from = reading.Time("from", From, to.Year > 1 ? to.AddDays(-1) : DateTime.MinValue);
        if (from >= to)
        {
            reading.Refuse("from", From, "before to");
        }
        if (to.Year > 9_998)
        {
            reading.Refuse("to", To, "before the year 9999");
        }
        return new CoverageQuery { From = from, To = to, Bounds = bounds, Limit = limit };
    }
}
