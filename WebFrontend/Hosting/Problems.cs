using Microsoft.AspNetCore.Http.HttpResults;

namespace GrupoGad.WebFrontend.Hosting;

/// <summary>Every error of a REST door: ProblemDetails with <c>field</c>, <c>value</c> and <c>rule</c>.</summary>
public static class Problems
{
    private const int FaultsMax = 100;

    public static ProblemHttpResult BadRequest(Violation violation) => Answer(StatusCodes.Status400BadRequest, "Malformed request", violation);

    /// <summary>Several faults of one request: the first as ever, and all (so many as are of use) as <c>faults</c>.</summary>
    public static ProblemHttpResult BadRequest(IReadOnlyList<Violation> violations)
    {
        var answer = BadRequest(violations[0]);
        answer.ProblemDetails.Extensions["faults"] = violations.Take(FaultsMax);
        return answer;
    }

    public static ProblemHttpResult NotFound(Violation violation) => Answer(StatusCodes.Status404NotFound, "Not found", violation);

    public static ProblemHttpResult Conflict(Violation violation) => Answer(StatusCodes.Status409Conflict, "Refused by a rule", violation);

    public static ProblemHttpResult TooLarge(Violation violation) =>
        Answer(StatusCodes.Status413PayloadTooLarge, "Request too large", violation);

    public static ProblemHttpResult Answer(int status, string title, Violation violation) => TypedResults.Problem(
        detail: $"{violation.Field}: {violation.Rule}",
        statusCode: status,
        title: title,
        extensions: new Dictionary<string, object?>
        {
            ["field"] = violation.Field,
            ["value"] = violation.Value,
            ["rule"] = violation.Rule,
        });
}
