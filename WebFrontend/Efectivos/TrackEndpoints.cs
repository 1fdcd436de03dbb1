using System.Globalization;
using System.Security.Claims;
using GrupoGad.Geo;
using GrupoGad.Tracks;
using GrupoGad.WebFrontend.History;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;

namespace GrupoGad.WebFrontend.Efectivos;

/// <summary>Where an efectivo went.</summary>
internal static class TrackEndpoints
{
    private const int LimitMax = 10_000;
    private const int LimitDefault = 1_000;
    private const double ToleranceMaxM = 10_000;
    private const int Workers = 8;

    public static void Map(RouteGroupBuilder efectivos) => efectivos
        .MapGet("/{id}/track", Read).RequireAuthorization(Policies.CanRead)
        .Produces<object>(200, GeoJson.ContentType)
        .WithSummary("Its stored positions, oldest first, as a GeoJSON line with times; the last 24 hours unless from and to say otherwise");

    /// <param name="from">UTC, included; ISO 8601 with a time zone.</param>
    /// <param name="to">UTC, excluded.</param>
    /// <param name="limit">1–10,000 fixes a page.</param>
    /// <param name="toleranceM">Leaves out fixes of the page that lie within so many metres of the line that remains; left out: none.</param>
    private static async Task<IResult> Read(
        string id, string? from, string? to, string? limit, string? toleranceM, ClaimsPrincipal user, IGrainFactory grains, PastReads reads, TimeProvider clock,
        CancellationToken cancellation)
    {
        var reading = new QueryReading();
        var end = reading.Time("to", to, clock.GetUtcNow().UtcDateTime);
        var query = new TrackQuery
        {
            EfectivoId = id,
            From = reading.Time("from", from, end.Year > 1 ? end.AddDays(-1) : DateTime.MinValue),
            To = end,
            Limit = reading.Whole("limit", limit, 1, LimitMax, LimitDefault),
        };
        var tolerance = toleranceM is null ? 0 : reading.Number("toleranceM", toleranceM, 0, ToleranceMaxM);
        if (!EfectivoCode.IsValid(id))
        {
            reading.Refuse("id", id, EfectivoCode.Rule);
        }
        if (query.From >= query.To)
        {
            reading.Refuse("from", from, "before to");
        }
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        reads.Track(user, "track", id, query.From, query.To);
        var page = await grains.GetGrain<ITrackGrain>(Random.Shared.Next(Workers)).Read(query, cancellation);
        var fixes = tolerance == 0 ? page.Fixes
            : [.. LineSimplification.Keep([.. page.Fixes.Select(fix => fix.Point)], tolerance).Select(place => page.Fixes[place])];
        return GeoJson.Answer(new Feature(id, GeoJson.Line(fixes), new TrackProperties(
            id,
            [.. fixes.Select(fix => fix.DeviceTime)],
            [.. fixes.Select(fix => fix.SpeedMps)],
            [.. fixes.Select(fix => fix.AccuracyM)],
            page.NextFrom is { } next ? Link(query, next, tolerance) : null)));
    }

    private static string Link(TrackQuery query, DateTime from, double tolerance) => string.Create(CultureInfo.InvariantCulture,
        $"/api/v1/efectivos/{query.EfectivoId}/track?from={from:O}&to={query.To:O}&limit={query.Limit}{(tolerance == 0 ? "" : $"&toleranceM={tolerance}")}");

    /// <param name="Times">One a position of the line, UTC.</param>
    /// <param name="Next">Link of the next page; null at the end.</param>
    public sealed record TrackProperties(
        string EfectivoId, IReadOnlyList<DateTime> Times, IReadOnlyList<float?> SpeedsMps, IReadOnlyList<float?> AccuraciesM, string? Next);
}
