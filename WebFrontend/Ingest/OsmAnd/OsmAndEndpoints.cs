using GrupoGad.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;

namespace GrupoGad.WebFrontend.Ingest.OsmAnd;

/// <summary>The door for phones with a tracker app: GET, form POST and JSON, one position a request.</summary>
public static class OsmAndEndpoints
{
    public static readonly PathString Path = "/osmand";

    private const int BodyBytesMax = 64 * 1024;

    /// <summary>The door's own name as a caller: its devices carry no token.</summary>
    private static readonly Caller Devices = new("osmand", OwnEfectivo: null);

    public static void AddGadOsmAnd(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<OsmAndOptions>().BindConfiguration(OsmAndOptions.Section);
        builder.Services.AddSingleton<OsmAndKey>();
    }

    public static void MapOsmAnd(this WebApplication app) => app
        .MapMethods(Path + "/{**key}", [HttpMethods.Get, HttpMethods.Post], Take)
        .OnListener(Listener.Http | Listener.Osmand).AllowAnonymous().WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax))
        .WithTags("Positions").WithSummary("OsmAnd and Traccar Client: one position a request, 200 when it need not be sent again");

    private static async Task<IResult> Take(
        HttpRequest request, string? key, OsmAndKey door, ReportDesk desk, IngestInstruments instruments, IGrainFactory grains, TimeProvider clock,
        CancellationToken cancellation)
    {
        if (door.IsClosed)
        {
            return TypedResults.NotFound();
        }
        var now = clock.GetUtcNow().UtcDateTime;
        var form = request.HasFormContentType ? await request.ReadFormAsync(cancellation) : null;
        StringValues Field(string name) => request.Query.TryGetValue(name, out var value) || form?.TryGetValue(name, out value) == true ? value : default;

        if (!door.Opens(string.IsNullOrEmpty(key) ? Field("key") : key))
        {
            return Line(StatusCodes.Status403Forbidden, new Violation("key", null, "the key of this door"));
        }
        await OsmAndDistress.Raise(request, Field, grains, now, cancellation);
        var message = request.HasJsonContentType()
            ? await OsmAndJson.Read(request.Body, now, cancellation)
            : OsmAndFields.Read(Field, now);
        if (message.Violation is { } violation)
        {
            instruments.Refused(ReportSource.OsmAnd, ReportOutcome.Malformed);
            return Line(StatusCodes.Status400BadRequest, violation);
        }
        if (message.Report is not { } report)
        {
            instruments.WithoutPosition();
            return TypedResults.Ok();
        }
        var ack = await desk.Take(new ReportBatch([report], Devices, ReportSource.OsmAnd, ReportIds.Random()), cancellation);
        return ack.Refused is not [var refusal]
            ? TypedResults.Ok()
            : Line(Outcomes.HttpStatus((ReportOutcome)refusal.Outcome), new Violation(OsmAndNames.Of(refusal.Field), refusal.Value, refusal.Rule));
    }

    /// <summary>Nothing for a good answer: these apps show a body to their user as a message.</summary>
    private static IResult Line(int status, Violation violation) => status == StatusCodes.Status200OK
        ? TypedResults.Ok()
        : TypedResults.Text($"{violation.Field}: '{violation.Value}' is refused; rule: {violation.Rule}\n", "text/plain", statusCode: status);
}
