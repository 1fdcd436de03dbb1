using System.Security.Claims;
using GrupoGad.Duty;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Places;
using GrupoGad.WebFrontend.Preconditions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GrupoGad.WebFrontend.Duty;

/// <summary>Parts shared by the duty routes.</summary>
internal static class DutyRequests
{
    public static void Code(BodyReading reading, string id)
    {
        if (!EfectivoCode.IsValid(id))
        {
            reading.Refuse("id", id, EfectivoCode.Rule);
        }
    }

    /// <summary>Reads the actor and the reason.</summary>
    public static DutyRequest Read(BodyReading reading, string? reason, bool force, ClaimsPrincipal user)
    {
        if (force && string.IsNullOrWhiteSpace(reason))
        {
            reading.Refuse("reason", reason, "force needs a reason");
        }
        return new(Caller.From(user).Subject, reading.Text("reason", reason, 0, 500), force);
    }

    /// <summary>Only supervisors plan against a rule; null: it may.</summary>
    public static async Task<ProblemHttpResult?> MayForce(bool force, ClaimsPrincipal user, IAuthorizationService authorization) =>
        force && !(await authorization.AuthorizeAsync(user, Policies.CanOverrule)).Succeeded
            ? Problems.Answer(StatusCodes.Status403Forbidden, "Forbidden", new Refusal("force", "true", "Supervisor or Administrator"))
            : null;

    /// <summary>Why it was not done; null: it was.</summary>
    public static ProblemHttpResult? Problem(DutyAnswer answer, Precondition precondition = default)
    {
        if (precondition.Problem(answer.Outcome, answer.View is { } view ? ShiftsResource.Of("", view) : null) is { } versions)
        {
            return versions;
        }
        var fault = answer.Faults.FirstOrDefault();
        return StatusRules.Problem(answer.Outcome, fault?.Value, fault is null ? "" : fault.Shift is { } place ? $"shifts[{place}].{fault.Field}" : fault.Field, fault?.Rule ?? "");
    }
}
