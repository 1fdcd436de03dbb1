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

/// <summary>An operator speaks for a recipient, takes a command back, or waives what stays unanswered.</summary>
internal static class AnswerEndpoints
{
    private const int BodyBytesMax = 4 * 1024;
    private const int ReasonMax = 500;

    public static void Map(RouteGroupBuilder commands)
    {
        commands.MapPost("/{id}/withdraw", Withdraw).RequireAuthorization(Policies.CanCommand).ProducesProblem(404)
            .WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax)).WithSummary("Takes it back from all who have not finished it; needs a reason");
        commands.MapPost("/{id}/waive", Waive).RequireAuthorization(Policies.CanOverrule).ProducesProblem(404)
            .WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax)).WithSummary("What stays unanswered counts as settled; needs a reason");
        Map(commands, "accept", LadderStep.Accepted, "An operator says for it that it accepts, e.g. after a radio call");
        Map(commands, "refuse", LadderStep.Refused, "An operator says for it that it refuses; needs a reason");
        Map(commands, "en-route", LadderStep.EnRoute, "It is on its way");
        Map(commands, "on-scene", LadderStep.OnScene, "It is there");
        Map(commands, "done", LadderStep.Done, "It has done it");
        Map(commands, "unable", LadderStep.Unable, "It had accepted and cannot any more; needs a reason");
    }

    private static void Map(RouteGroupBuilder commands, string word, LadderStep step, string summary) => commands
        .MapPost($"/{{id}}/recipients/{{efectivoId}}/{word}", (string id, string efectivoId, ReasonItem? item, ClaimsPrincipal user, TimeProvider clock, IGrainFactory grains, CancellationToken cancellation) =>
            Step(id, efectivoId, step, item, user, clock, grains, cancellation))
        .RequireAuthorization(Policies.CanOperate).ProducesProblem(404).ProducesProblem(409)
        .WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax)).WithSummary(summary);

    private static Task<Results<Ok<ClosedResource>, ProblemHttpResult>> Withdraw(
        string id, ReasonItem? item, ClaimsPrincipal user, IGrainFactory grains, CancellationToken cancellation) =>
        Close(id, item, reason => grains.GetGrain<ICommandGrain>(id).Withdraw(Caller.From(user).Subject, reason, cancellation));

    private static Task<Results<Ok<ClosedResource>, ProblemHttpResult>> Waive(
        string id, ReasonItem? item, ClaimsPrincipal user, IGrainFactory grains, CancellationToken cancellation) =>
        Close(id, item, reason => grains.GetGrain<ICommandGrain>(id).Waive(Caller.From(user).Subject, reason, cancellation));

    private static async Task<Results<Ok<ClosedResource>, ProblemHttpResult>> Close(
        string id, ReasonItem? item, Func<string, ValueTask<CloseAnswer>> close)
    {
        var reading = new BodyReading();
        var reason = Read(reading, id, item, needed: true);
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        var answer = await close(reason);
        return StatusRules.Problem(answer.Outcome, id, rule: answer.Rule) is { } problem
            ? problem
            : TypedResults.Ok(new ClosedResource(id, answer.Outcome));
    }

    private static async Task<Results<Ok<SteppedResource>, ProblemHttpResult>> Step(
        string id, string efectivoId, LadderStep step, ReasonItem? item, ClaimsPrincipal user, TimeProvider clock, IGrainFactory grains,
        CancellationToken cancellation)
    {
        var reading = new BodyReading();
        var reason = Read(reading, id, item, needed: LadderSteps.NeedsReason(step));
        if (!EfectivoCode.IsValid(efectivoId))
        {
            reading.Refuse("efectivoId", efectivoId, EfectivoCode.Rule);
        }
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        var spoken = new RecipientStep
        {
            EfectivoId = efectivoId, Step = step, At = clock.GetUtcNow().UtcDateTime, Reason = reason, Actor = Caller.From(user).Subject,
        };
        var answer = await grains.GetGrain<ICommandGrain>(id).Step(spoken, cancellation);
        var value = answer.Outcome switch
        {
            StepOutcome.UnknownCommand => id,
            StepOutcome.NotARecipient => efectivoId,
            _ => step.ToString(),
        };
        return StatusRules.Problem(answer.Outcome, value, rule: answer.Rule) is { } problem
            ? problem
            : TypedResults.Ok(new SteppedResource(id, efectivoId, answer.Outcome, answer.Step ?? step));
    }

    private static string Read(BodyReading reading, string id, ReasonItem? item, bool needed)
    {
        if (!CommandId.IsValid(id))
        {
            reading.Refuse("id", id, CommandId.Rule);
        }
        return reading.Text("reason", item?.Reason, needed ? 1 : 0, ReasonMax);
    }

    /// <param name="Reason">0–500 characters; a withdrawal, a waiver, a refusal and being unable need one.</param>
    public sealed record ReasonItem(string? Reason);

    public sealed record ClosedResource(string CommandId, CloseOutcome Outcome);

    /// <param name="Step">Where the ladder stands after the call.</param>
    public sealed record SteppedResource(string CommandId, string EfectivoId, StepOutcome Outcome, LadderStep Step);
}
