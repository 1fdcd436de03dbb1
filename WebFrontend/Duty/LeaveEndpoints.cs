using System.Security.Claims;
using GrupoGad.Duty;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Places;
using GrupoGad.WebFrontend.Preconditions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GrupoGad.WebFrontend.Duty;

/// <summary>The leaves of one efectivo.</summary>
internal static class LeaveEndpoints
{
    private const int BodyBytesMax = 4 * 1024;

    public static void Map(RouteGroupBuilder efectivos)
    {
        efectivos.MapGet("/{id}/leaves", Read).RequireAuthorization(Policies.CanReadThis).Versioned().WithSummary("Its leaves, by start; from 100 days back");
        efectivos.MapPut("/{id}/leaves/{leaveId}", Add).RequireAuthorization(Policies.CanOperate).ProducesProblem(404).ProducesProblem(409).Replacing()
            .WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax)).WithSummary("Adds a leave or replaces it; it beats shifts, and there is one at a time");
        efectivos.MapDelete("/{id}/leaves/{leaveId}", Cancel).RequireAuthorization(Policies.CanOperate).ProducesProblem(404).Conditional()
            .WithSummary("Cancels a leave; the record of changes keeps it");
    }

    private static async Task<Results<Ok<LeavesResource>, ProblemHttpResult>> Read(string id, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new BodyReading();
        DutyRequests.Code(reading, id);
        return reading.Refusal is { } refusal
            ? Problems.BadRequest(refusal)
            : TypedResults.Ok(LeavesResource.Of(id, await grains.GetGrain<IDutyGrain>(id).View(DateTime.MinValue, DateTime.MaxValue, cancellation)));
    }

    private static Task<Results<Ok<LeavesResource>, ProblemHttpResult>> Add(
        string id, string leaveId, LeaveItem item, [AsParameters] Precondition precondition, ClaimsPrincipal user, IGrainFactory grains,
        CancellationToken cancellation)
    {
        var reading = new BodyReading();
        var plan = item.Read(reading);
        return Ask(reading, id, item.Reason, precondition.OfReplacing(reading.Refuse), precondition, user, request => grains.GetGrain<IDutyGrain>(id).AddLeave(leaveId, plan, request, cancellation));
    }

    private static Task<Results<Ok<LeavesResource>, ProblemHttpResult>> Cancel(
        string id, string leaveId, string? reason, [AsParameters] Precondition precondition, ClaimsPrincipal user, IGrainFactory grains,
        CancellationToken cancellation)
    {
        var reading = new BodyReading();
        return Ask(reading, id, reason, precondition.OfStep(reading.Refuse), precondition, user, request => grains.GetGrain<IDutyGrain>(id).CancelLeave(leaveId, request, cancellation));
    }

    private static async Task<Results<Ok<LeavesResource>, ProblemHttpResult>> Ask(
        BodyReading reading, string id, string? reason, Expected expected, Precondition precondition, ClaimsPrincipal user, Func<DutyRequest, ValueTask<DutyAnswer>> ask)
    {
        DutyRequests.Code(reading, id);
        var request = DutyRequests.Read(reading, reason, false, user) with { Expected = expected };
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        var answer = await ask(request);
        return DutyRequests.Problem(answer, precondition) is { } problem ? problem : TypedResults.Ok(LeavesResource.Of(id, answer.View!));
    }
}
