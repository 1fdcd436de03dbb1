using System.Globalization;
using System.Security.Claims;
using GrupoGad.History;
using GrupoGad.Tracks;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;

namespace GrupoGad.WebFrontend.History.Export;

/// <summary>A track as a file, written as it is read.</summary>
internal static class ExportEndpoints
{
    public const int DaysMax = 31;

    /// <summary>A fix a second for eleven days. A file that would need more is cut off as a broken transfer, never as a shorter file.</summary>
    private const long FixesMax = 1_000_000;

    private const int FixesAPage = 5_000;
    private const int Workers = 8;

    public static void Map(RouteGroupBuilder efectivos) => efectivos
        .MapGet("/{id}/track/export", Export).RequireAuthorization(Policies.CanRead)
        .Produces(200, contentType: "application/gpx+xml", additionalContentTypes: ["text/csv", GeoJson.ContentType])
        .WithSummary("Its track as a file: format=gpx, csv or geojson; from and to at most 31 days apart");

    /// <param name="format">gpx, csv or geojson.</param>
    /// <param name="from">Device time, included; ISO 8601 with a time zone.</param>
    /// <param name="to">Excluded; now when left out.</param>
    private static async Task<IResult> Export(
        string id, string? format, string? from, string? to, ClaimsPrincipal user, HttpContext http, IGrainFactory grains, PastReads reads, TimeProvider clock,
        CancellationToken cancellation)
    {
        var reading = new QueryReading();
        var stretch = reading.Stretch(id, from, to, clock.GetUtcNow().UtcDateTime, DaysMax);
        ITrackFormat? chosen = format switch { "gpx" => new GpxTrack(), "csv" => new CsvTrack(), "geojson" => new GeoJsonTrack(), _ => null };
        if (chosen is null)
        {
            reading.Refuse("format", format, "gpx, csv or geojson");
        }
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        reads.Track(user, "track file", id, stretch.From, stretch.To);
        var tracks = grains.GetGrain<ITrackGrain>(Random.Shared.Next(Workers));
        var query = new TrackQuery { EfectivoId = id, From = stretch.From, To = stretch.To, Limit = FixesAPage };
        // Read before anything is written, so that a store that is away is still reported as such.
        var first = await tracks.Read(query, cancellation);
        http.Response.ContentType = chosen!.ContentType;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{id}.{chosen.Extension}\"";
        await Write(http, chosen, tracks, query, first, reads, cancellation);
        return Results.Empty;
    }

    private static async Task Write(
        HttpContext http, ITrackFormat format, ITrackGrain tracks, TrackQuery query, TrackPage page, PastReads reads, CancellationToken cancellation)
    {
        var written = 0L;
        try
        {
            // A page at a time: the response takes nothing without waiting for its reader.
            using var file = new StringWriter(CultureInfo.InvariantCulture);
            DateTime? before = null;
            format.Begin(file, query.EfectivoId);
            while (true)
            {
                foreach (var fix in page.Fixes)
                {
                    format.Write(file, fix, before is { } known && fix.DeviceTime - known > Trips.SilenceMin);
                    before = fix.DeviceTime;
                }
                written += page.Fixes.Length;
                if (page.NextFrom is not { } next)
                {
                    break;
                }
                await Send(http, file, cancellation);
                if (written >= FixesMax)
                {
                    throw new GadUnavailableException("export");
                }
                page = await tracks.Read(query with { From = next }, cancellation);
            }
            format.End(file);
            await Send(http, file, cancellation);
        }
        catch (Exception exception) when (FailureAnswers.IsOutage(exception))
        {
            // Too late for a status: the transfer breaks, so that nobody takes a part for the whole.
            reads.ExportCut(written);
            http.Abort();
        }
    }

    private static async Task Send(HttpContext http, StringWriter file, CancellationToken cancellation)
    {
        await http.Response.WriteAsync(file.ToString(), cancellation);
        file.GetStringBuilder().Clear();
    }
}
