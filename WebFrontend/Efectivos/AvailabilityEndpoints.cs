using System.Security.Claims;
using GrupoGad.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Preconditions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GrupoGad.WebFrontend.Efectivos;

/// <summary>Availability of an efectivo.</summary>
internal static class AvailabilityEndpoints
{
    private const int BodyBytesMax = 4 * 1024;

    public static void Map(RouteGroupBuilder efectivos) => efectivos
        .MapPut("/{id}/availability", Change).RequireAuthorization(Policies.CanOperateThis).Conditional()
        .WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax)).ProducesProblem(404).ProducesProblem(409)
        .WithSummary("Changes the availability, guarded; durable before the answer");

    private static async Task<Results<Ok<AvailabilityResource>, ProblemHttpResult>> Change(
        string id, AvailabilityItem wish, [AsParameters] Precondition precondition, ClaimsPrincipal user, IGrainFactory grains, CancellationToken cancellation)
    {
        if (!EfectivoCode.IsValid(id))
        {
            return Problems.BadRequest(new Refusal("id", id, EfectivoCode.Rule));
        }
        if (wish.Availability is not { } to)
        {
            return Problems.BadRequest(new Refusal("availability", null, $"one of {string.Join(", ", Enum.GetNames<Availability>())}") { Code = RefusalCodes.Missing });
        }
        if (ProfileItem.Text("reason", wish.Reason, AvailabilityChange.ReasonLengthMax) is { } fault)
        {
            return Problems.BadRequest(fault);
        }
        var reading = new QueryReading();
        var change = new AvailabilityChange
        {
            To = to, Reason = wish.Reason ?? "", Actor = Caller.From(user).Subject, Expected = precondition.OfStep(reading.Refuse),
        };
        if (reading.Refusal is { } malformed)
        {
            return Problems.BadRequest(malformed);
        }
        var answer = await grains.GetGrain<IEfectivoGrain>(id).ChangeAvailability(change, cancellation);
        return answer.Outcome switch
        {
            AvailabilityOutcome.Changed or AvailabilityOutcome.Unchanged => TypedResults.Ok(new AvailabilityResource(id, answer.Availability ?? to, answer.Version)),
            AvailabilityOutcome.Stale => precondition.Problem(answer.Outcome, new AvailabilityResource(id, answer.Availability ?? to, answer.Version))!,
            AvailabilityOutcome.UnknownEfectivo => EfectivoEndpoints.Unknown(id),
            _ => Problems.Conflict(new Refusal("availability", to.ToString(), answer.Rule) { Code = StatusRules.CodeOf(answer.Outcome) }),
        };
    }

    /// <param name="Reason">0–200 characters.</param>
    public sealed record AvailabilityItem(Availability? Availability, string? Reason);

    /// <param name="Version">Of the efectivo.</param>
    public sealed record AvailabilityResource(string EfectivoId, Availability Availability, long Version) : IVersioned;
}
