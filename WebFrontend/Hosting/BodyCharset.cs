using Microsoft.Net.Http.Headers;

namespace GrupoGad.WebFrontend.Hosting;

/// <summary>JSON and CSV are UTF-8 at every endpoint (RFC 8259, 8.1). Another charset is refused before anybody decodes by it.</summary>
internal static class BodyCharset
{
    private const string Rule = "charset utf-8, or none";

    public static void UseGadBodyCharset(this WebApplication app) => app.Use((context, next) =>
        !CallsForHelp.MayBe(context) && Refusal(context.Request) is { } refusal
            ? Problems.Answer(StatusCodes.Status415UnsupportedMediaType, "Unsupported media type", refusal).ExecuteAsync(context)
            : next(context));

    public static Refusal? Refusal(HttpRequest request) => Refused(request.ContentType) is { } charset ? new Refusal("Content-Type", charset, Rule) : null;

    private static string? Refused(string? contentType) =>
        contentType?.Contains("charset", StringComparison.OrdinalIgnoreCase) == true
        && MediaTypeHeaderValue.TryParse(contentType, out var type) && (type.MediaType.EndsWith("json", StringComparison.OrdinalIgnoreCase) || type.MediaType == "text/csv")
        && HeaderUtilities.RemoveQuotes(type.Charset).ToString() is { Length: > 0 } charset
        && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) && !charset.Equals("us-ascii", StringComparison.OrdinalIgnoreCase) ? charset : null;
}
