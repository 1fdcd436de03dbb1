using Microsoft.AspNetCore.Mvc;

namespace GrupoGad.WebFrontend.Hosting;

/// <summary>The field and rule of a bare status, so that also the framework's own refusals say what to do.</summary>
internal static partial class StatusRules
{
    public static void Complete(ProblemDetails problem)
    {
        if (problem.Extensions.ContainsKey("field") || problem.Status is not { } status || Of(status) is not { } refusal)
        {
            return;
        }
        foreach (var (name, value) in Problems.Members(status, refusal))
        {
            problem.Extensions[name] = value;
        }
    }

    public static Refusal? Of(int? status) => status switch
    {
        StatusCodes.Status401Unauthorized => new Refusal("Authorization", null, "Bearer with a valid token"),
        StatusCodes.Status403Forbidden => new Refusal("role", null, "a role that may do this"),
        StatusCodes.Status404NotFound => new Refusal("path", null, "a resource that exists"),
        StatusCodes.Status405MethodNotAllowed => new Refusal("method", null, "a method that the resource has; see the Allow header"),
        StatusCodes.Status413PayloadTooLarge => new Refusal("body", null, "smaller"),
        StatusCodes.Status415UnsupportedMediaType => new Refusal("Content-Type", null, "application/json; application/merge-patch+json for PATCH; text/csv where the resource takes a file"),
        _ => null,
    };
}
