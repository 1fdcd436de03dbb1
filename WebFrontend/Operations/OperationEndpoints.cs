using System.Security.Claims;
using GrupoGad.Operations;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Places;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GrupoGad.WebFrontend.Operations;

/// <summary>One operation: its plan and how it stands.</summary>
internal static class OperationEndpoints
{
    /// <summary>An area of 1,000 corners and two long texts, spelled generously.</summary>
    private const int PlanBytesMax = 128 * 1024;

    public static void Map(RouteGroupBuilder operations)
    {
        operations.MapPut("/{code}", Plan).RequireAuthorization(Policies.CanCommand).ProducesProblem(409)
            .WithMetadata(new RequestSizeLimitAttribute(PlanBytesMax)).WithSummary("Plans an operation, or replaces its plan while it is not closed");
        operations.MapGet("/{code}", Describe).RequireAuthorization(Policies.CanRead).ProducesProblem(404)
            .WithSummary("All that is known of it: plan, status, people");
    }

    /// <param name="key">The same on a retry: the first answer is given again.</param>
    private static async Task<Results<Created<OperationResource>, Ok<OperationResource>, ProblemHttpResult>> Plan(
        string code, OperationItem item, [FromHeader(Name = "Idempotency-Key")] string? key, ClaimsPrincipal user, IGrainFactory grains,
        CancellationToken cancellation)
    {
        var reading = new BodyReading();
        OperationRequests.Code(reading, code);
        var plan = item.Read(reading);
        var request = OperationRequests.Read(reading, key, null, user);
        if (reading.Violation is { } violation)
        {
            return Problems.BadRequest(violation);
        }
        if (await Superiors.RefusesCommander(plan.Commander, grains, cancellation) is { } commander)
        {
            return Problems.BadRequest(commander);
        }
        var grain = grains.GetGrain<IOperationGrain>(code);
        var created = await grain.Describe(cancellation) is null;
        var answer = await grain.Plan(plan, request, cancellation);
        if (OperationRequests.Refusal(code, answer) is { } refusal)
        {
            return refusal;
        }
        var resource = OperationResource.Of(answer.View!);
        return created ? TypedResults.Created($"/api/v1/operations/{code}", resource) : TypedResults.Ok(resource);
    }

    private static async Task<Results<Ok<OperationResource>, ProblemHttpResult>> Describe(
        string code, IGrainFactory grains, CancellationToken cancellation)
    {
        if (!OperationCode.IsValid(code))
        {
            return Problems.BadRequest(new Violation("code", code, OperationCode.Rule));
        }
        return await grains.GetGrain<IOperationGrain>(code).Describe(cancellation) is { } view
            ? TypedResults.Ok(OperationResource.Of(view))
            : StatusRules.Refusal(OperationOutcome.UnknownOperation, code)!;
    }
}
