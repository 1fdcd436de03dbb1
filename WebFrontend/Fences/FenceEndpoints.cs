using System.Security.Claims;
using GrupoGad.Fences;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Places;
using GrupoGad.WebFrontend.Preconditions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GrupoGad.WebFrontend.Fences;

/// <summary>One fence: its plan and who is inside.</summary>
internal static class FenceEndpoints
{
    /// <summary>A shape of 100,000 corners, spelled generously.</summary>
    public const int PlanBytesMax = 8 * 1024 * 1024;

    public static void Map(RouteGroupBuilder fences)
    {
        fences.MapPut("/{id}", Put).RequireAuthorization(Policies.CanCommand).ProducesProblem(409).Replacing()
            .WithMetadata(new RequestSizeLimitAttribute(PlanBytesMax)).WithSummary("Makes a fence, or replaces its whole plan; see If-Match");
        fences.MapPatch("/{id}", Patch).RequireAuthorization(Policies.CanCommand).ProducesProblem(409).Merging<FenceItem>()
            .WithMetadata(new RequestSizeLimitAttribute(PlanBytesMax)).WithSummary("Changes members of its plan; what is not named stays");
        fences.MapGet("/{id}", Describe).RequireAuthorization(Policies.CanRead).ProducesProblem(404).Versioned()
            .WithSummary("Its plan, whether it watches, and who is inside now");
        fences.MapDelete("/{id}", Remove).RequireAuthorization(Policies.CanCommand).ProducesProblem(404).Conditional()
            .WithSummary("Removes it; whoever is inside leaves, its events stay");
    }

    private static async Task<Results<Created<FenceResource>, Ok<FenceResource>, ProblemHttpResult>> Put(
        string id, FenceItem item, [AsParameters] Precondition precondition, ClaimsPrincipal user, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new BodyReading();
        FenceRequests.Code(reading, id);
        var expected = precondition.OfReplacing(reading.Refuse);
        var plan = item.Read(reading);
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        var answer = await grains.GetGrain<IFenceGrain>(id).Put(plan, Caller.From(user).Subject, expected, cancellation);
        if (FenceRequests.Problem(id, answer, precondition) is { } problem)
        {
            return problem;
        }
        var resource = FenceResource.Of(answer.View!);
        return answer.Outcome == FenceOutcome.Created ? TypedResults.Created($"/api/v1/fences/{id}", resource) : TypedResults.Ok(resource);
    }

    private static async Task<Results<Ok<FenceResource>, ProblemHttpResult>> Patch(
        string id, MergePatch patch, [AsParameters] Precondition precondition, ClaimsPrincipal user, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new BodyReading();
        FenceRequests.Code(reading, id);
        var expected = precondition.OfReplacing(reading.Refuse);
        if (reading.Refusal is { } refused)
        {
            return Problems.BadRequest(refused);
        }
        var grain = grains.GetGrain<IFenceGrain>(id);
        return await PatchLoop.Run<FenceView, FenceResource>(
            expected, () => grain.Describe(cancellation), () => StatusRules.Problem(FenceOutcome.UnknownFence, id)!, view => view.Version,
            async (view, made) =>
            {
                var plan = patch.Onto(FenceItem.Of(view.Plan)).Read(reading);
                if (reading.Refusal is { } unfit)
                {
                    return new(Problems.BadRequest(unfit));
                }
                var answer = await grain.Put(plan, Caller.From(user).Subject, made, cancellation);
                return new(
                    FenceRequests.Problem(id, answer, precondition) is { } refusal ? refusal : TypedResults.Ok(FenceResource.Of(answer.View!)),
                    answer.Outcome == FenceOutcome.Stale);
            });
    }

    private static async Task<Results<Ok<FenceResource>, ProblemHttpResult>> Describe(string id, IGrainFactory grains, CancellationToken cancellation)
    {
        if (!FenceCode.IsValid(id))
        {
            return Problems.BadRequest(new Refusal("id", id, FenceCode.Rule));
        }
        return await grains.GetGrain<IFenceGrain>(id).Describe(cancellation) is { } view
            ? TypedResults.Ok(FenceResource.Of(view))
            : StatusRules.Problem(FenceOutcome.UnknownFence, id)!;
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Remove(
        string id, [AsParameters] Precondition precondition, ClaimsPrincipal user, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new BodyReading();
        FenceRequests.Code(reading, id);
        var expected = precondition.OfStep(reading.Refuse);
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        var answer = await grains.GetGrain<IFenceGrain>(id).Remove(Caller.From(user).Subject, expected, cancellation);
        return FenceRequests.Problem(id, answer, precondition) is { } problem ? problem : TypedResults.NoContent();
    }
}
