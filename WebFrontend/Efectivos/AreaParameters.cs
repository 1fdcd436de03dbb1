using GrupoGad.Cells;
using GrupoGad.WebFrontend.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace GrupoGad.WebFrontend.Efectivos;

/// <param name="Bbox">west,south,east,north in degrees; a west greater than the east crosses the antimeridian.</param>
/// <param name="Limit">1–5,000 efectivos a page; 1,000 when left out.</param>
/// <param name="Cursor">The <c>next</c> of the page before.</param>
/// <param name="Format">json or geojson; left out, the Accept header decides.</param>
internal sealed record AreaParameters(
    [FromQuery(Name = "bbox")] string? Bbox,
    [FromQuery(Name = "limit")] string? Limit,
    [FromQuery(Name = "cursor")] string? Cursor,
    [FromQuery(Name = "format")] string? Format,
    [FromQuery(Name = "availability")] string? Availability,
    [FromQuery(Name = "skill")] string? Skill,
    [FromQuery(Name = "freshness")] string? Freshness)
{
    private const int LimitMax = 5_000;
    private const int LimitDefault = 1_000;

    public bool TryRead(out AreaQuery query, out Refusal? refusal)
    {
        var reading = new QueryReading();
        if (Cursor is { Length: > 0 } && !AreaCursor.IsValid(Cursor))
        {
            reading.Refuse("cursor", Cursor, "the next of the page before");
        }
        if (Format is not (null or "json" or "geojson"))
        {
            reading.Refuse("format", Format, "json or geojson");
        }
        query = new AreaQuery
        {
            Bounds = reading.Bounds(Bbox, "west,south,east,north (or q=text)"),
            Filter = reading.Filter(Availability, Skill, Freshness),
            Limit = reading.Whole("limit", Limit, 1, LimitMax, LimitDefault),
            Cursor = Cursor ?? "",
        };
        refusal = reading.Refusal;
        return refusal is null;
    }
}
