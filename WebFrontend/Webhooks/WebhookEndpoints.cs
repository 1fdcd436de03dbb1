using System.Security.Claims;
using GrupoGad.WebFrontend.Fences;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Places;
using GrupoGad.WebFrontend.Preconditions;
using GrupoGad.Webhooks;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GrupoGad.WebFrontend.Webhooks;

/// <summary>Where fence events are sent. For administrators: it decides what leaves the house.</summary>
internal static class WebhookEndpoints
{
    private const int BodyBytesMax = 64 * 1024;

    public static void Map(RouteGroupBuilder webhooks)
    {
        webhooks.MapGet("", List).WithSummary("Codes of all webhooks");
        webhooks.MapPut("/{id}", Put).Replacing().WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax))
            .WithSummary("Makes a webhook, which begins with what happens from now on, and tells its secret once; or replaces its whole plan; see If-Match");
        webhooks.MapPatch("/{id}", Patch).Merging<WebhookItem>().WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax))
            .WithSummary("Changes members of its plan; what is not named stays, and its secret too");
        webhooks.MapGet("/{id}", Describe).ProducesProblem(404).Versioned().WithSummary("Its plan and how it gets through");
        webhooks.MapDelete("/{id}", Remove).ProducesProblem(404).Conditional().WithSummary("Removes it");
        webhooks.MapPost("/{id}/secret", Rotate).ProducesProblem(404).Versioned().WithSummary("A new secret, told once; the former signs nothing from now on");
        webhooks.MapGet("/{id}/dead-letters", DeadLetters).ProducesProblem(404).WithSummary("Events that could not be delivered, newest first");
        webhooks.MapPost("/{id}/dead-letters/revive", Revive).ProducesProblem(404).WithSummary("Tries them again, once each");
    }

    private static async Task<Ok<WebhooksResource>> List(IGrainFactory grains, CancellationToken cancellation) =>
        TypedResults.Ok(new WebhooksResource(await grains.GetGrain<IWebhookDirectoryGrain>(0).List(cancellation)));

    private static async Task<Results<Created<MadeWebhook>, Ok<WebhookResource>, ProblemHttpResult>> Put(
        string id, WebhookItem item, [AsParameters] Precondition precondition, ClaimsPrincipal user, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new BodyReading();
        FenceRequests.Code(reading, id);
        var expected = precondition.OfReplacing(reading.Refuse);
        var plan = item.Read(reading);
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        var answer = await grains.GetGrain<IWebhookGrain>(id).Put(plan, Caller.From(user).Subject, expected, cancellation);
        if (Problem(id, answer, precondition) is { } problem)
        {
            return problem;
        }
        var resource = WebhookResource.Of(answer.View!);
        return answer.Outcome == WebhookOutcome.Created
            ? TypedResults.Created($"/api/v1/webhooks/{id}", new MadeWebhook(resource, answer.Secret))
            : TypedResults.Ok(resource);
    }

    private static async Task<Results<Ok<WebhookResource>, ProblemHttpResult>> Patch(
        string id, MergePatch patch, [AsParameters] Precondition precondition, ClaimsPrincipal user, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new BodyReading();
        FenceRequests.Code(reading, id);
        var expected = precondition.OfReplacing(reading.Refuse);
        if (reading.Refusal is { } refused)
        {
            return Problems.BadRequest(refused);
        }
        var grain = grains.GetGrain<IWebhookGrain>(id);
        return await PatchLoop.Run<WebhookView, WebhookResource>(
            expected, () => grain.Describe(cancellation), () => StatusRules.Problem(WebhookOutcome.UnknownWebhook, id)!, view => view.Version,
            async (view, made) =>
            {
                var plan = patch.Onto(WebhookItem.Of(view.Plan)).Read(reading);
                if (reading.Refusal is { } unfit)
                {
                    return new(Problems.BadRequest(unfit));
                }
                var answer = await grain.Put(plan, Caller.From(user).Subject, made, cancellation);
                return new(
                    Problem(id, answer, precondition) is { } refusal ? refusal : TypedResults.Ok(WebhookResource.Of(answer.View!)),
                    answer.Outcome == WebhookOutcome.Stale);
            });
    }

    private static Task<Results<Ok<WebhookResource>, ProblemHttpResult>> Describe(string id, IGrainFactory grains, CancellationToken cancellation) =>
        View(id, grains, WebhookResource.Of, cancellation);

    private static Task<Results<Ok<DeadLettersResource>, ProblemHttpResult>> DeadLetters(string id, IGrainFactory grains, CancellationToken cancellation) =>
        View(id, grains, view => new DeadLettersResource([.. view.DeadLetters.Select(DeadLetterResource.Of)], view.DeadLettersDropped), cancellation);

    private static async Task<Results<NoContent, ProblemHttpResult>> Remove(
        string id, [AsParameters] Precondition precondition, ClaimsPrincipal user, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new BodyReading();
        FenceRequests.Code(reading, id);
        var expected = precondition.OfStep(reading.Refuse);
        return reading.Refusal is { } refusal ? Problems.BadRequest(refusal)
            : Problem(id, await grains.GetGrain<IWebhookGrain>(id).Remove(Caller.From(user).Subject, expected, cancellation), precondition) is { } problem ? problem
            : TypedResults.NoContent();
    }

    private static async Task<Results<Ok<MadeWebhook>, ProblemHttpResult>> Rotate(
        string id, ClaimsPrincipal user, IGrainFactory grains, CancellationToken cancellation)
    {
        if (!FenceCode.IsValid(id))
        {
            return Bad(id);
        }
        var answer = await grains.GetGrain<IWebhookGrain>(id).Rotate(Caller.From(user).Subject, cancellation);
        return Problem(id, answer) is { } problem ? problem : TypedResults.Ok(new MadeWebhook(WebhookResource.Of(answer.View!), answer.Secret));
    }

    private static async Task<Results<Ok<WebhookResource>, ProblemHttpResult>> Revive(
        string id, ClaimsPrincipal user, IGrainFactory grains, CancellationToken cancellation)
    {
        if (!FenceCode.IsValid(id))
        {
            return Bad(id);
        }
        var answer = await grains.GetGrain<IWebhookGrain>(id).Revive(Caller.From(user).Subject, cancellation);
        return Problem(id, answer) is { } problem ? problem : TypedResults.Ok(WebhookResource.Of(answer.View!));
    }

    private static async Task<Results<Ok<T>, ProblemHttpResult>> View<T>(
        string id, IGrainFactory grains, Func<WebhookView, T> show, CancellationToken cancellation)
    {
        if (!FenceCode.IsValid(id))
        {
            return Bad(id);
        }
        return await grains.GetGrain<IWebhookGrain>(id).Describe(cancellation) is { } view
            ? TypedResults.Ok(show(view))
            : StatusRules.Problem(WebhookOutcome.UnknownWebhook, id)!;
    }

    private static ProblemHttpResult Bad(string id) => Problems.BadRequest(new Refusal("id", id, FenceCode.Rule));

    private static ProblemHttpResult? Problem(string id, WebhookAnswer answer, Precondition precondition = default) =>
        precondition.Problem(answer.Outcome, WebhookResource.OfKnown(answer.View)) ?? StatusRules.Problem(
        answer.Outcome, answer.Outcome == WebhookOutcome.UnknownWebhook ? id : answer.Value, FenceRequests.Camel(answer.Field), answer.Rule);

    public sealed record WebhooksResource(IReadOnlyList<string> Webhooks);

    /// <param name="Dropped">Older ones that there was no room for.</param>
    public sealed record DeadLettersResource(IReadOnlyList<DeadLetterResource> DeadLetters, long Dropped);
}
