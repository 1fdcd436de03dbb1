using System.Security.Claims;
using GrupoGad.Duty;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Places;
using GrupoGad.WebFrontend.Preconditions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GrupoGad.WebFrontend.Duty;

/// <summary>The shifts of one efectivo.</summary>
internal static class ShiftEndpoints
{
    private const int BodyBytesMax = 512 * 1024;

    public static void Map(RouteGroupBuilder efectivos)
    {
        efectivos.MapGet("/{id}/shifts", Read).RequireAuthorization(Policies.CanReadThis).Versioned().WithSummary("Its shifts, by start; from 100 days back");
        efectivos.MapPut("/{id}/shifts", Plan).RequireAuthorization(Policies.CanOperate).ProducesProblem(404).ProducesProblem(409).Replacing()
            .WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax))
            .WithSummary("Replaces the shifts that begin within a window, all or nothing; no two at a time, and a minimum rest between them unless forced. A request that takes shifts away states by If-Match what was read");
    }

    /// <param name="from">UTC; left out: all.</param>
    /// <param name="to">UTC; left out: all.</param>
    private static async Task<Results<Ok<ShiftsResource>, ProblemHttpResult>> Read(
        string id, string? from, string? to, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new QueryReading();
        if (!EfectivoCode.IsValid(id))
        {
            reading.Refuse("id", id, EfectivoCode.Rule);
        }
        var (first, last) = (reading.Time("from", from, DateTime.MinValue), reading.Time("to", to, DateTime.MaxValue));
        return reading.Refusal is { } refusal
            ? Problems.BadRequest(refusal)
            : TypedResults.Ok(ShiftsResource.Of(id, await grains.GetGrain<IDutyGrain>(id).View(first, last, cancellation)));
    }

    private static async Task<Results<Ok<ShiftsResource>, ProblemHttpResult>> Plan(
        string id, ShiftsItem item, [AsParameters] Precondition precondition, ClaimsPrincipal user, IAuthorizationService authorization, IGrainFactory grains,
        CancellationToken cancellation)
    {
        var reading = new BodyReading();
        DutyRequests.Code(reading, id);
        var plan = item.Read(reading);
        var request = DutyRequests.Read(reading, item.Reason, item.Force == true, user) with { Expected = precondition.OfReplacing(reading.Refuse) };
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        if (await DutyRequests.MayForce(request.Force, user, authorization) is { } forbidden)
        {
            return forbidden;
        }
        var answer = await grains.GetGrain<IDutyGrain>(id).Plan(plan, request, cancellation);
        return DutyRequests.Problem(answer, precondition) is { } problem ? problem : TypedResults.Ok(ShiftsResource.Of(id, answer.View!));
    }
}
