using GrupoGad.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;

namespace GrupoGad.WebFrontend.Ingest.OsmAnd;

/// <summary>The endpoint for phones with a tracker app. It takes GET, form POST and JSON, which may bring a batch.</summary>
public static class OsmAndEndpoints
{
    public static readonly PathString Path = "/osmand";

    /// <summary>A batch of 500 locations as these apps write them, 700 bytes each.</summary>
    private const int BodyBytesMax = 512 * 1024;

    /// <summary>The endpoint's own name as a caller, because its devices carry no token.</summary>
    private static readonly Caller Devices = new("osmand", OwnEfectivo: null);

    public static void AddGadOsmAnd(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<OsmAndOptions>().BindConfiguration(OsmAndOptions.Section);
        builder.Services.AddSingleton<OsmAndKey>();
        builder.Services.AddSingleton<GivenUp>();
    }

    public static void MapOsmAnd(this WebApplication app) => app
        .MapMethods(Path + "/{**key}", [HttpMethods.Get, HttpMethods.Post], Take)
        .OnListener(Listener.Http | Listener.Osmand).AllowAnonymous().WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax))
        .WithTags("Positions").WithSummary("OsmAnd and Traccar Client: a position, or in JSON a batch; 200 when it is stored or already was");

    /// <summary>Asked before routing, because its own port has no other endpoint.</summary>
    internal static bool IsHere(HttpContext context) => context.ListenerOf() == Listener.Osmand || context.Request.Path.StartsWithSegments(Path);

    private static async Task<IResult> Take(
        HttpRequest request, string? key, OsmAndKey door, ReportSubmission desk, GivenUp givenUp, IngestInstruments instruments, IGrainFactory grains, TimeProvider clock,
        CancellationToken cancellation)
    {
        if (door.IsClosed)
        {
            return TypedResults.NotFound();
        }
        var now = clock.GetUtcNow().UtcDateTime;
        var (form, unreadable) = await OsmAndForm.Read(request, cancellation);
        StringValues Field(string name) => request.Query.TryGetValue(name, out var value) || form?.TryGetValue(name, out value) == true ? value : default;

        if (!door.Opens(string.IsNullOrEmpty(key) ? Field("key") : key))
        {
            return OsmAndAnswer.Refused(StatusCodes.Status403Forbidden, new Refusal("key", null, "the key of this door"));
        }
        await OsmAndDistress.Raise(request, Field, grains, now, cancellation);
        unreadable?.Throw();
        if (BodyCharset.Refusal(request) is { } charset)
        {
            return OsmAndAnswer.Refused(StatusCodes.Status415UnsupportedMediaType, charset);
        }
        if (QueryText.Refusal(request) is { } text)
        {
            return OsmAndAnswer.Refused(StatusCodes.Status400BadRequest, text);
        }
        var isJson = request.HasJsonContentType();
        var message = isJson
            ? await OsmAndJson.Read(request, now, cancellation)
            : OsmAndFields.Read(Field, now);
        if (message.Refusal is { } refusal)
        {
            instruments.Refused(ReportSource.OsmAnd, ReportOutcome.Malformed);
            return OsmAndAnswer.Refused(StatusCodes.Status400BadRequest, refusal);
        }
        if (message.Reports.Count == 0)
        {
            instruments.WithoutPosition();
            return TypedResults.Ok();
        }
        var ack = await desk.Take(new ReportBatch(message.Reports, Devices, ReportSource.OsmAnd, ReportIds.Random(), Sent: message.Sent), cancellation);
        return OsmAndAnswer.Of(ack, message, isJson, one => givenUp.Is(one, message.Reports[(int)one.Index]));
    }
}
