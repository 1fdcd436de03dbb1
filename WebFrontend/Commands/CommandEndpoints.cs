using System.Security.Claims;
using GrupoGad.Commands;
using GrupoGad.WebFrontend.Commands.Sessions;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Places;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GrupoGad.WebFrontend.Commands;

/// <summary>One command: issued, and what became of it.</summary>
internal static class CommandEndpoints
{
    /// <summary>500 recipients and two areas of 1,000 corners, spelled generously.</summary>
    private const int BodyBytesMax = 512 * 1024;

    private const int LimitMax = 1_000;
    private const int LimitDefault = 100;

    public static void Map(RouteGroupBuilder commands)
    {
        commands.MapPut("/{id}", Issue).RequireAuthorization(Policies.CanCommand).ProducesProblem(409).ProducesProblem(422)
            .WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax)).WithSummary("Issues a command; the same id again is the same command");
        commands.MapGet("/{id}", Read).RequireAuthorization(Policies.CanRead).ProducesProblem(404)
            .WithSummary("The command and the ladders of its recipients, a page at a time by code");
    }

    private static async Task<Results<Created<IssuedResource>, Ok<IssuedResource>, ProblemHttpResult>> Issue(
        string id, CommandItem item, ClaimsPrincipal user, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new BodyReading();
        if (!CommandId.IsValid(id))
        {
            reading.Refuse("id", id, CommandId.Rule);
        }
        var command = item.Read(reading, Caller.From(user).Subject);
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        var answer = await grains.GetGrain<ICommandGrain>(id).Issue(command, cancellation);
        if (StatusRules.Problem(answer.Outcome, answer.Outcome == IssueOutcome.IdInUse ? id : answer.Value, Camel(answer.Field), answer.Rule) is { } problem)
        {
            return problem;
        }
        var issued = new IssuedResource(
            id, answer.Outcome, answer.Recipients, [.. answer.Unknown.Select(entry => new UnknownResource(entry.Kind, entry.Value, entry.Rule))]);
        return answer.Outcome == IssueOutcome.Issued ? TypedResults.Created($"/api/v1/commands/{id}", issued) : TypedResults.Ok(issued);
    }

    /// <param name="after">Code of the last one of the page before.</param>
    /// <param name="limit">1–1,000; 100 when left out.</param>
    private static async Task<Results<Ok<LaddersResource>, ProblemHttpResult>> Read(
        string id, string? after, string? limit, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new QueryReading();
        if (!CommandId.IsValid(id))
        {
            reading.Refuse("id", id, CommandId.Rule);
        }
        var (behind, most) = (reading.After(after, EfectivoCode.IsValid), reading.Whole("limit", limit, 1, LimitMax, LimitDefault));
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        return await grains.GetGrain<ICommandGrain>(id).Ladders(behind, most, cancellation) is { } page
            ? TypedResults.Ok(new LaddersResource(
                CommandSummaryResource.Of(page.Command), [.. page.Ladders.Select(LadderResource.Of)], page.Next.Length == 0 ? null : page.Next))
            : StatusRules.Problem(CloseOutcome.UnknownCommand, id)!;
    }

    private static string Camel(string field) => Operations.OperationRequests.Camel(field);

    /// <param name="Recipients">Efectivos it goes to.</param>
    /// <param name="Unknown">Entries that named nobody; the rest went out.</param>
    public sealed record IssuedResource(string CommandId, IssueOutcome Outcome, int Recipients, IReadOnlyList<UnknownResource> Unknown);

    public sealed record UnknownResource(RecipientKind Kind, string Value, string Rule);

    /// <param name="Next">Pass it as <c>after</c> for the next page; null at the end.</param>
    public sealed record LaddersResource(CommandSummaryResource Command, IReadOnlyList<LadderResource> Ladders, string? Next);
}
