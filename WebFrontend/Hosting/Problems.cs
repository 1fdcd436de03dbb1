using Microsoft.AspNetCore.Http.HttpResults;

namespace GrupoGad.WebFrontend.Hosting;

/// <summary>Writes every error of a REST endpoint as ProblemDetails with the members of its <see cref="Refusal"/>.</summary>
public static class Problems
{
    private const int FaultsMax = 100;

    public static ProblemHttpResult BadRequest(Refusal refusal) => Answer(StatusCodes.Status400BadRequest, "Malformed request", refusal);

    /// <summary>Several faults of one request: the first as ever, and all (so many as are of use) as <c>faults</c>.</summary>
    public static ProblemHttpResult BadRequest(IReadOnlyList<Refusal> refusals)
    {
        var answer = BadRequest(refusals[0]);
        answer.ProblemDetails.Extensions["faults"] = refusals.Take(FaultsMax);
        return answer;
    }

    public static ProblemHttpResult NotFound(Refusal refusal) => Answer(StatusCodes.Status404NotFound, "Not found", refusal);

    public static ProblemHttpResult Conflict(Refusal refusal) => Answer(StatusCodes.Status409Conflict, "Refused by a rule", refusal);

    public static ProblemHttpResult TooLarge(Refusal refusal) =>
        Answer(StatusCodes.Status413PayloadTooLarge, "Request too large", refusal);

    public static ProblemHttpResult Answer(int status, string title, Refusal refusal) => TypedResults.Problem(
        detail: $"{refusal.Field}: {refusal.Rule}",
        statusCode: status,
        title: title,
        extensions: Members(status, refusal));

    /// <summary>The members beside those of RFC 9457.</summary>
    internal static Dictionary<string, object?> Members(int status, Refusal refusal)
    {
        var members = new Dictionary<string, object?>
        {
            ["field"] = refusal.Field,
            ["value"] = refusal.Value,
            ["rule"] = refusal.Rule,
            ["code"] = refusal.Code == RefusalCodes.Invalid ? RefusalCodes.Of(status) : refusal.Code,
        };
        if (refusal.Parameters is { } parameters)
        {
            members["parameters"] = parameters;
        }
        return members;
    }
}
