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
        if (profile.Check() is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        if (await Superiors.Refuses(id, profile.Superior ?? "", grains, cancellation) is { } line)
        {
            return Problems.BadRequest(line);
        }
        var answer = await grains.GetGrain<IEfectivoGrain>(id).Put(profile.ToProfile(), expected, cancellation);
        if (precondition.Problem(answer.Outcome, EfectivoResource.OfKnown(answer.View)) is { } problem)
        {
            return problem;
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
        return await PatchLoop.Run<EfectivoView, EfectivoResource>(
            expected, () => grain.Describe(cancellation), () => Unknown(id), view => view.Version,
            async (view, made) =>
            {
                var profile = patch.Onto(ProfileItem.Of(view.Profile));
                if (profile.Check() is { } refused)
                {
                    return new(Problems.BadRequest(refused));
                }
                if ((profile.Superior ?? "") != view.Profile.Superior && await Superiors.Refuses(id, profile.Superior ?? "", grains, cancellation) is { } line)
                {
                    return new(Problems.BadRequest(line));
                }
                var answer = await grain.Put(profile.ToProfile(), made, cancellation);
                return new(
                    precondition.Problem(answer.Outcome, EfectivoResource.OfKnown(answer.View)) is { } refusal
                        ? refusal
                        : TypedResults.Ok(EfectivoResource.Of(answer.View!, personal: true)),
                    answer.Outcome == EfectivoOutcome.Stale);
            });
    }

    private static async Task<Results<Ok<EfectivoResource>, ProblemHttpResult>> Describe(
        string id, ClaimsPrincipal user, IAuthorizationService authorization, IGrainFactory grains, CancellationToken cancellation)
    {
        if (!EfectivoCode.IsValid(id))
        {
            return Problems.BadRequest(new Refusal("id", id, EfectivoCode.Rule));
        }
        return await grains.GetGrain<IEfectivoGrain>(id).Describe(cancellation) is { } view
            ? TypedResults.Ok(EfectivoResource.Of(view, personal: (await authorization.AuthorizeAsync(user, Policies.CanAdminister)).Succeeded))
            : Unknown(id);
    }

    private static ProblemHttpResult? Read(string id, Precondition precondition, out Expected expected)
    {
        var reading = new QueryReading();
        if (!EfectivoCode.IsValid(id))
        {
            reading.Refuse("id", id, EfectivoCode.Rule);
        }
        expected = precondition.OfReplacing(reading.Refuse);
        return reading.Refusal is { } refusal ? Problems.BadRequest(refusal) : null;
    }

    /// <param name="Created">False when it existed and its profile was replaced.</param>
    /// <param name="Version">Grows with every change of the efectivo.</param>
    public sealed record Registered(string EfectivoId, bool Created, long Version) : IVersioned;

    internal static ProblemHttpResult Unknown(string id) =>
        Problems.NotFound(new Refusal("id", id, "an efectivo that is registered") { Code = StatusRules.CodeOf(AvailabilityOutcome.UnknownEfectivo) });
}
