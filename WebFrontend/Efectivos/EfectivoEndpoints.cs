using GrupoGad.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GrupoGad.WebFrontend.Efectivos;

/// <summary>One efectivo: who it is and where.</summary>
internal static class EfectivoEndpoints
{
    private const int ProfileBytesMax = 64 * 1024;

    public static void Map(RouteGroupBuilder efectivos)
    {
        efectivos.MapPut("/{id}", Register).RequireAuthorization(Policies.CanAdminister)
            .WithMetadata(new RequestSizeLimitAttribute(ProfileBytesMax)).WithSummary("Registers an efectivo or replaces its profile");
        efectivos.MapGet("/{id}", Describe).RequireAuthorization(Policies.CanReadThis).WithSummary("Who it is, what it is doing and where");
    }

    private static async Task<Results<Created<Registered>, Ok<Registered>, ProblemHttpResult>> Register(
        string id, ProfileItem profile, IGrainFactory grains, CancellationToken cancellation)
    {
        if (!EfectivoCode.IsValid(id))
        {
            return Problems.BadRequest(new Violation("id", id, EfectivoCode.Rule));
        }
        if (profile.Check() is { } violation)
        {
            return Problems.BadRequest(violation);
        }
        if (await Superiors.Refuses(id, profile.Superior ?? "", grains, cancellation) is { } line)
        {
            return Problems.BadRequest(line);
        }
        var created = await grains.GetGrain<IEfectivoGrain>(id).Register(profile.ToProfile(), cancellation);
        var answer = new Registered(id, created);
        return created ? TypedResults.Created($"/api/v1/efectivos/{id}", answer) : TypedResults.Ok(answer);
    }

    private static async Task<Results<Ok<EfectivoResource>, ProblemHttpResult>> Describe(
        string id, IGrainFactory grains, CancellationToken cancellation)
    {
        if (!EfectivoCode.IsValid(id))
        {
            return Problems.BadRequest(new Violation("id", id, EfectivoCode.Rule));
        }
        return await grains.GetGrain<IEfectivoGrain>(id).Describe(cancellation) is { } view
            ? TypedResults.Ok(EfectivoResource.Of(view))
            : Problems.NotFound(new Violation("id", id, "an efectivo that is registered"));
    }

    /// <param name="Created">False when it existed and its profile was replaced.</param>
    public sealed record Registered(string EfectivoId, bool Created);
}
