using GrupoGad.Commands;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GrupoGad.WebFrontend.Commands;

/// <summary>The commands that an efectivo still has to answer.</summary>
internal static class InboxEndpoints
{
    public static void Map(RouteGroupBuilder efectivos) => efectivos
        .MapGet("/{id}/inbox", Read).RequireAuthorization(Policies.CanReadThis)
        .WithSummary("The commands it still owes an answer to, critical first, then by age");

    private static async Task<Results<Ok<InboxResource>, ProblemHttpResult>> Read(string id, IGrainFactory grains, CancellationToken cancellation) =>
        EfectivoCode.IsValid(id)
            ? TypedResults.Ok(new InboxResource([.. (await grains.GetGrain<IInboxGrain>(id).Pending(cancellation)).Select(CommandResource.Of)]))
            : Problems.BadRequest(new Refusal("id", id, EfectivoCode.Rule));

    public sealed record InboxResource(IReadOnlyList<CommandResource> Commands);
}
