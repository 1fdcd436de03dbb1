using System.Security.Claims;
using GrupoGad.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Preconditions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GrupoGad.WebFrontend.Efectivos;

/// <summary>One efectivo: who it is and where.</summary>
internal static class EfectivoEndpoints
{
    private const int ProfileBytesMax = 64 * 1024;

    public static void Map(RouteGroupBuilder efectivos)
    {
        efectivos.MapPut("/{id}", Register).RequireAuthorization(Policies.CanAdminister).Replacing()
            .WithMetadata(new RequestSizeLimitAttribute(ProfileBytesMax)).WithSummary("Registers an efectivo, or replaces its whole profile; see If-Match");
        efectivos.MapPatch("/{id}", Patch).RequireAuthorization(Policies.CanAdminister).Merging<ProfileItem>()
            .WithMetadata(new RequestSizeLimitAttribute(ProfileBytesMax)).WithSummary("Changes members of its profile; what is not named stays");
        efectivos.MapGet("/{id}", Describe).RequireAuthorization(Policies.CanReadThis).Versioned()
            .WithSummary("Who it is, what it is doing and where; contact and devices for who may change them");
    }

    private static async Task<Results<Created<Registered>, Ok<Registered>, ProblemHttpResult>> Register(
        string id, ProfileItem profile, [AsParameters] Precondition precondition, IGrainFactory grains, CancellationToken cancellation)
    {
        if (Read(id, precondition, out var expected) is { } malformed)
        {
            return malformed;
        }
        if (profile.Check() is { } violation)
        {
            return Problems.BadRequest(violation);
        }
        if (await Superiors.Refuses(id, profile.Superior ?? "", grains, cancellation) is { } line)
        {
            return Problems.BadRequest(line);
        }
        var answer = await grains.GetGrain<IEfectivoGrain>(id).Put(profile.ToProfile(), expected, cancellation);
        if (precondition.Refusal(answer.Outcome, EfectivoResource.OfKnown(answer.View)) is { } refusal)
        {
            return refusal;
        }
        var registered = new Registered(id, answer.Outcome == EfectivoOutcome.Created, answer.View!.Version);
        return registered.Created ? TypedResults.Created($"/api/v1/efectivos/{id}", registered) : TypedResults.Ok(registered);
    }

    private static async Task<Results<Ok<EfectivoResource>, ProblemHttpResult>> Patch(
        string id, MergePatch patch, [AsParameters] Precondition precondition, IGrainFactory grains, CancellationToken cancellation)
    {
        if (Read(id, precondition, out var expected) is { } malformed)
        {
            return malformed;
        }
        var grain = grains.GetGrain<IEfectivoGrain>(id);
        for (var tries = 1; ; tries++)
        {
            if (await grain.Describe(cancellation) is not { } view)
            {
                return Problems.NotFound(new Violation("id", id, "an efectivo that is registered"));
            }
            var profile = patch.Onto(ProfileItem.Of(view.Profile));
            if (profile.Check() is { } violation)
            {
                return Problems.BadRequest(violation);
            }
            if ((profile.Superior ?? "") != view.Profile.Superior && await Superiors.Refuses(id, profile.Superior ?? "", grains, cancellation) is { } line)
            {
                return Problems.BadRequest(line);
            }
            var answer = await grain.Put(profile.ToProfile(), expected.MadeFrom(view.Version), cancellation);
            if (answer.Outcome != EfectivoOutcome.Stale || !expected.TakesAny || tries == MergePatch.TriesMax)
            {
                return precondition.Refusal(answer.Outcome, EfectivoResource.OfKnown(answer.View)) is { } refusal
                    ? refusal
                    : TypedResults.Ok(EfectivoResource.Of(answer.View!, personal: true));
            }
        }
    }

    private static async Task<Results<Ok<EfectivoResource>, ProblemHttpResult>> Describe(
        string id, ClaimsPrincipal user, IAuthorizationService authorization, IGrainFactory grains, CancellationToken cancellation)
    {
        if (!EfectivoCode.IsValid(id))
        {
            return Problems.BadRequest(new Violation("id", id, EfectivoCode.Rule));
        }
        return await grains.GetGrain<IEfectivoGrain>(id).Describe(cancellation) is { } view
            ? TypedResults.Ok(EfectivoResource.Of(view, personal: (await authorization.AuthorizeAsync(user, Policies.CanAdminister)).Succeeded))
            : Problems.NotFound(new Violation("id", id, "an efectivo that is registered"));
    }

    private static ProblemHttpResult? Read(string id, Precondition precondition, out Expected expected)
    {
        var reading = new QueryReading();
        if (!EfectivoCode.IsValid(id))
        {
            reading.Refuse("id", id, EfectivoCode.Rule);
        }
        expected = precondition.OfReplacing(reading.Refuse);
        return reading.Violation is { } violation ? Problems.BadRequest(violation) : null;
    }

    /// <param name="Created">False when it existed and its profile was replaced.</param>
    /// <param name="Version">Grows with every change of the efectivo.</param>
    public sealed record Registered(string EfectivoId, bool Created, long Version) : IVersioned;
}
