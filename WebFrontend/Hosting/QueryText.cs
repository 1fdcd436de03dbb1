namespace GrupoGad.WebFrontend.Hosting;

/// <summary>
/// Refuses a query text with a NUL character, which no store takes. It is refused here, because PostgreSQL refuses it so late that
/// the driver's prepared statement is spoilt for the next caller (npgsql issue 6391).
/// </summary>
internal static class QueryText
{
    private const string Rule = "text holds no NUL character";

    public static void UseGadQueryText(this WebApplication app) => app.Use((context, next) =>
        !CallsForHelp.MayBe(context) && Refusal(context.Request) is { } refusal
            ? Problems.BadRequest(refusal).ExecuteAsync(context)
            : next(context));

    public static Refusal? Refusal(HttpRequest request) => Refused(request.Query) is { } name ? new Refusal(name, null, Rule) : null;

    private static string? Refused(IQueryCollection query)
    {
        foreach (var (name, values) in query)
        {
            if (name.Contains('\0', StringComparison.Ordinal) || values.Any(value => value?.Contains('\0', StringComparison.Ordinal) == true))
            {
                return name.Replace("\0", "", StringComparison.Ordinal);
            }
        }
        return null;
    }
}
