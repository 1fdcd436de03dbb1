using System.Security.Claims;
using GrupoGad.Operations;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Places;
using GrupoGad.WebFrontend.Preconditions;
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
        operations.MapPut("/{code}", Plan).RequireAuthorization(Policies.CanCommand).ProducesProblem(409).ProducesProblem(422).Replacing()
            .WithMetadata(new RequestSizeLimitAttribute(PlanBytesMax)).WithSummary("Plans an operation, or replaces its whole plan while it is not closed; see If-Match");
        operations.MapPatch("/{code}", Patch).RequireAuthorization(Policies.CanCommand).ProducesProblem(409).ProducesProblem(422).Merging<OperationItem>()
            .WithMetadata(new RequestSizeLimitAttribute(PlanBytesMax)).WithSummary("Changes members of its plan while it is not closed; what is not named stays");
        operations.MapGet("/{code}", Describe).RequireAuthorization(Policies.CanRead).ProducesProblem(404).Versioned()
            .WithSummary("All that is known of it: plan, status, people");
    }

    /// <param name="key">The same on a retry: the first answer is given again.</param>
    private static async Task<Results<Created<OperationResource>, Ok<OperationResource>, ProblemHttpResult>> Plan(
        string code, OperationItem item, [AsParameters] Precondition precondition, [FromHeader(Name = "Idempotency-Key")] string? key, ClaimsPrincipal user,
        IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new BodyReading();
        OperationRequests.Code(reading, code);
        var plan = item.Read(reading);
        var request = OperationRequests.Read(reading, key, null, user) with { Expected = precondition.OfReplacing(reading.Refuse) };
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        if (await Superiors.RefusesCommander(plan.Commander, grains, cancellation) is { } commander)
        {
            return Problems.BadRequest(commander);
        }
        var grain = grains.GetGrain<IOperationGrain>(code);
        var created = await grain.Describe(cancellation) is null;
        var answer = await grain.Plan(plan, request, cancellation);
        if (OperationRequests.Problem(code, answer, precondition) is { } problem)
        {
            return problem;
        }
        var resource = OperationResource.Of(answer.View!);
        return created ? TypedResults.Created($"/api/v1/operations/{code}", resource) : TypedResults.Ok(resource);
    }

    private static async Task<Results<Ok<OperationResource>, ProblemHttpResult>> Patch(
        string code, MergePatch patch, [AsParameters] Precondition precondition, [FromHeader(Name = "Idempotency-Key")] string? key, ClaimsPrincipal user,
        IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new BodyReading();
        OperationRequests.Code(reading, code);
        var request = OperationRequests.Read(reading, key, null, user) with { Sent = patch.Sent };
        var expected = precondition.OfReplacing(reading.Refuse);
        if (reading.Refusal is { } refused)
        {
            return Problems.BadRequest(refused);
        }
        var grain = grains.GetGrain<IOperationGrain>(code);
        return await PatchLoop.Run<OperationView, OperationResource>(
            expected, () => grain.Describe(cancellation), () => StatusRules.Problem(OperationOutcome.UnknownOperation, code)!, view => view.Version,
            async (view, made) =>
            {
                var plan = patch.Onto(OperationItem.Of(view.Plan)).Read(reading);
                if (reading.Refusal is { } unfit)
                {
                    return new(Problems.BadRequest(unfit));
                }
                if (plan.Commander != view.Plan.Commander && await Superiors.RefusesCommander(plan.Commander, grains, cancellation) is { } commander)
                {
                    return new(Problems.BadRequest(commander));
                }
                var answer = await grain.Plan(plan, request with { Expected = made }, cancellation);
                return new(OperationRequests.Answer(code, answer, precondition), answer.Outcome == OperationOutcome.Stale);
            });
    }

    private static async Task<Results<Ok<OperationResource>, ProblemHttpResult>> Describe(
        string code, IGrainFactory grains, CancellationToken cancellation)
    {
        if (!OperationCode.IsValid(code))
        {
            return Problems.BadRequest(new Refusal("code", code, OperationCode.Rule));
        }
        return await grains.GetGrain<IOperationGrain>(code).Describe(cancellation) is { } view
            ? TypedResults.Ok(OperationResource.Of(view))
            : StatusRules.Problem(OperationOutcome.UnknownOperation, code)!;
    }
}
