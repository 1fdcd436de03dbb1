using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;

namespace GrupoGad.WebFrontend.Hosting;

/// <summary>Turns what went wrong into an answer that leaks nothing: no exception text, no type, no stack.</summary>
public sealed partial class FailureAnswers(ILogger<FailureAnswers> logger, ClusterLink link) : IExceptionHandler
{
    /// <summary>Seconds after which a caller may try again what was unavailable.</summary>
    private const int RetryAfterS = 2;

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }
        if (exception is BadHttpRequestException bad)
        {
            await Problems.Answer(bad.StatusCode, "Malformed request", Name(bad)).ExecuteAsync(httpContext).ConfigureAwait(false);
            return true;
        }
        // A form of too many fields or without its boundary, and text that is none: the framework's readers say it in their own ways.
        if (exception is InvalidDataException or System.Text.DecoderFallbackException or JsonException)
        {
            var refusal = new Refusal("body", null, "well-formed, of its Content-Type, in UTF-8") { Code = RefusalCodes.Malformed };
            await Problems.BadRequest(refusal).ExecuteAsync(httpContext).ConfigureAwait(false);
            return true;
        }
        // A client that never met a silo fails in ways of its own.
        if (IsOutage(exception) || !link.Reached)
        {
            var part = GadUnavailableException.PartOf(exception);
            LogUnavailable(part, exception.GetType().Name);
            httpContext.Response.Headers.RetryAfter = RetryAfterS.ToString(System.Globalization.CultureInfo.InvariantCulture);
            await Problems.Answer(StatusCodes.Status503ServiceUnavailable, "Unavailable", new Refusal(part, null, "try again with the same ids"))
                .ExecuteAsync(httpContext).ConfigureAwait(false);
            return true;
        }
        LogFailed(exception, httpContext.GetEndpoint()?.DisplayName ?? "");
        await Problems.Answer(StatusCodes.Status500InternalServerError, "Internal error", new Refusal("request", null, "reported to the operators"))
            .ExecuteAsync(httpContext).ConfigureAwait(false);
        return true;
    }

    /// <summary>A part is away and the outcome is unknown: a retry with the same id is right. Anything else is a bug.</summary>
    public static bool IsOutage(Exception exception) =>
        exception is GadUnavailableException or TimeoutException or OrleansException or ObjectDisposedException || IsUntoldGrain(exception);

    /// <summary>
    /// The silos have not said who implements a grain: in the moment after the client has connected, and while silos run that are older than this process.
    /// Orleans has no exception of its own for it.
    /// </summary>
    private static bool IsUntoldGrain(Exception exception) => exception is ArgumentException { Source: "Orleans.Core" };

    private static Refusal Name(BadHttpRequestException bad) => bad switch
    {
        { InnerException: JsonException json } => new Refusal(json.Path ?? "$", (json as UnreadableValueException)?.Value, Rule(json)) { Code = RefusalCodes.Malformed },
        _ => StatusRules.Of(bad.StatusCode) ?? new Refusal("request", null, "well-formed, with all required parameters"),
    };

    /// <remarks>Only our own converters' words are repeated; those of the parser name types of ours.</remarks>
    private static string Rule(JsonException json) =>
        json is UnreadableValueException own ? own.Message : "JSON of the documented shape, without unknown members";

    [LoggerMessage(3010, LogLevel.Warning, "Unavailable: {Part} ({Failure})")]
    private partial void LogUnavailable(string part, string failure);

    [LoggerMessage(3011, LogLevel.Error, "Request failed at {Endpoint}")]
    private partial void LogFailed(Exception exception, string endpoint);
}
