using Microsoft.AspNetCore.WebUtilities;

namespace GrupoGad.WebFrontend.Hosting;

/// <summary>
/// Writes a fault as problem+json also to a caller who accepts only the type of the address, such as GeoJSON.
/// The framework's own writer would send plain text.
/// </summary>
internal sealed class PlainProblems : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var (problem, response) = (context.ProblemDetails, context.HttpContext.Response);
        problem.Status ??= response.StatusCode;
        problem.Title ??= ReasonPhrases.GetReasonPhrase(problem.Status.Value);
        StatusRules.Complete(problem);
        await response.WriteAsJsonAsync(problem, options: null, contentType: "application/problem+json", context.HttpContext.RequestAborted);
    }
}
