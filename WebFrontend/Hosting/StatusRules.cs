using Microsoft.AspNetCore.Mvc;

namespace GrupoGad.WebFrontend.Hosting;

/// <summary>What a bare status means in field and rule, so that also the framework's own refusals say what to do.</summary>
internal static partial class StatusRules
{
    public static void Complete(ProblemDetails problem)
    {
        if (problem.Extensions.ContainsKey("field") || Of(problem.Status) is not { } violation)
        {
            return;
        }
        problem.Extensions["field"] = violation.Field;
        problem.Extensions["value"] = violation.Value;
        problem.Extensions["rule"] = violation.Rule;
    }

    public static Violation? Of(int? status) => status switch
    {
        StatusCodes.Status401Unauthorized => new Violation("Authorization", null, "Bearer with a valid token"),
        StatusCodes.Status403Forbidden => new Violation("role", null, "a role that may do this"),
        StatusCodes.Status404NotFound => new Violation("path", null, "a resource that exists"),
        StatusCodes.Status405MethodNotAllowed => new Violation("method", null, "a method that the resource has; see the Allow header"),
        StatusCodes.Status413PayloadTooLarge => new Violation("body", null, "smaller"),
        StatusCodes.Status415UnsupportedMediaType => new Violation("Content-Type", null, "application/json; application/merge-patch+json for PATCH; text/csv where the resource takes a file"),
        _ => null,
    };
}
