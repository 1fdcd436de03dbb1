using System.Security.Claims;
using GrupoGad.Fences;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Places;
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
        fences.MapPut("/{id}", Put).RequireAuthorization(Policies.CanCommand).ProducesProblem(409)
            .WithMetadata(new RequestSizeLimitAttribute(PlanBytesMax)).WithSummary("Makes a fence, or replaces its plan");
        fences.MapGet("/{id}", Describe).RequireAuthorization(Policies.CanRead).ProducesProblem(404)
            .WithSummary("Its plan, whether it watches, and who is inside now");
        fences.MapDelete("/{id}", Remove).RequireAuthorization(Policies.CanCommand).ProducesProblem(404)
            .WithSummary("Removes it; whoever is inside leaves, its events stay");
    }

    private static async Task<Results<Created<FenceResource>, Ok<FenceResource>, ProblemHttpResult>> Put(
        string id, FenceItem item, ClaimsPrincipal user, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new BodyReading();
        FenceRequests.Code(reading, id);
        var plan = item.Read(reading);
        if (reading.Violation is { } violation)
        {
            return Problems.BadRequest(violation);
        }
        var answer = await grains.GetGrain<IFenceGrain>(id).Put(plan, Caller.From(user).Subject, cancellation);
        if (FenceRequests.Refusal(id, answer) is { } refusal)
        {
            return refusal;
        }
        var resource = FenceResource.Of(answer.View!);
        return answer.Outcome == FenceOutcome.Created ? TypedResults.Created($"/api/v1/fences/{id}", resource) : TypedResults.Ok(resource);
    }

    private static async Task<Results<Ok<FenceResource>, ProblemHttpResult>> Describe(string id, IGrainFactory grains, CancellationToken cancellation)
    {
        if (!FenceCode.IsValid(id))
        {
            return Problems.BadRequest(new Violation("id", id, FenceCode.Rule));
        }
        return await grains.GetGrain<IFenceGrain>(id).Describe(cancellation) is { } view
            ? TypedResults.Ok(FenceResource.Of(view))
            : StatusRules.Refusal(FenceOutcome.UnknownFence, id)!;
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Remove(
        string id, ClaimsPrincipal user, IGrainFactory grains, CancellationToken cancellation)
    {
        if (!FenceCode.IsValid(id))
        {
            return Problems.BadRequest(new Violation("id", id, FenceCode.Rule));
        }
        var answer = await grains.GetGrain<IFenceGrain>(id).Remove(Caller.From(user).Subject, cancellation);
        return FenceRequests.Refusal(id, answer) is { } refusal ? refusal : TypedResults.NoContent();
    }
}
