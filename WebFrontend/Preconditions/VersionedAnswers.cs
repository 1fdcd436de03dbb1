using GrupoGad.WebFrontend.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GrupoGad.WebFrontend.Preconditions;

/// <summary>Gives every answer that shows a version its <c>ETag</c>, also a refusal, and answers 304 to who has it already.</summary>
internal sealed class VersionedAnswers : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var (request, response) = (context.HttpContext.Request, context.HttpContext.Response);
        var known = request.Headers.IfNoneMatch.ToString();
        var reads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        var conditional = reads && request.Headers.IfNoneMatch.Count > 0;
        if (conditional && !EntityTags.TryRead(known, out _))
        {
            return Problems.BadRequest(new Refusal(Precondition.NoneMatch, known, EntityTags.Rule));
        }
        var result = await next(context);
        if (Tag(result) is not { } tag)
        {
            return result;
        }
        response.Headers.ETag = tag;
        return conditional && Has(known, tag) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : result;
    }

    private static string? Tag(object? result) => result switch
    {
        INestedHttpResult nested => Tag(nested.Result),
        ProblemHttpResult problem => problem.ProblemDetails.Extensions.TryGetValue("etag", out var tag) ? tag as string : null,
        IValueHttpResult { Value: IVersioned resource } => EntityTags.Of(resource),
        _ => null,
    };

    private static bool Has(string known, string tag) =>
        EntityTags.TryRead(known, out var tags) && (EntityTags.IsAny(tags) || tags.Any(one => one.Tag.Equals(tag, StringComparison.Ordinal)));
}

/// <summary>Extensions that make the routes of a versioned resource.</summary>
internal static class VersionedRoutes
{
    /// <summary>It answers with the version.</summary>
    public static RouteHandlerBuilder Versioned(this RouteHandlerBuilder route) => route.AddEndpointFilter<VersionedAnswers>().WithMetadata(new AnswersVersion());

    /// <summary>It also obeys <c>If-Match</c>.</summary>
    public static RouteHandlerBuilder Conditional(this RouteHandlerBuilder route) => route.Versioned().ProducesProblem(StatusCodes.Status412PreconditionFailed);

    /// <summary>It also refuses to replace what its caller does not say to have read.</summary>
    public static RouteHandlerBuilder Replacing(this RouteHandlerBuilder route) =>
        route.Conditional().ProducesProblem(StatusCodes.Status428PreconditionRequired);

    /// <summary>It changes single members.</summary>
    public static RouteHandlerBuilder Merging<TItem>(this RouteHandlerBuilder route) where TItem : class =>
        route.Replacing().Accepts<TItem>(MergePatch.ContentType).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
}

/// <summary>Marks a route for its description.</summary>
internal sealed record AnswersVersion;
