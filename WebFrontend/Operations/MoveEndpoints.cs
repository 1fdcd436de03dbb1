using System.Security.Claims;
using GrupoGad.Operations;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Places;
using GrupoGad.WebFrontend.Preconditions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GrupoGad.WebFrontend.Operations;

/// <summary>The steps in an operation's life, one route each.</summary>
internal static class MoveEndpoints
{
    private const int BodyBytesMax = 4 * 1024;

    public static void Map(RouteGroupBuilder operations)
    {
        Map(operations, "start", OperationMove.Start, Policies.CanCommand, "Starts it; needs one accepted efectivo, or force with a reason");
        Map(operations, "pause", OperationMove.Pause, Policies.CanCommand, "Pauses it");
        Map(operations, "resume", OperationMove.Resume, Policies.CanCommand, "Goes on after a pause");
        Map(operations, "complete", OperationMove.Complete, Policies.CanCommand,
            "TAREA FINALIZADA, again and again without harm; needs every critical command answered or waived, or force with a reason");
        Map(operations, "cancel", OperationMove.Cancel, Policies.CanCommand, "Cancels it; needs a reason");
        operations.MapPost("/{code}/fill", (string code, MoveItem? item, ClaimsPrincipal user, IGrainFactory grains, CancellationToken cancellation) =>
                Fill(code, item ?? new MoveItem(null, null, null), user, grains, cancellation))
            .RequireAuthorization(Policies.CanCommand).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422)
            .WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax))
            .WithSummary("Has it propose itself to the nearest, as many as its plan wants, and to the next ones for those who refuse");
        Map(operations, "reopen", OperationMove.Reopen, Policies.CanOverrule, "A completed one goes on; needs a reason");
    }

    private static void Map(RouteGroupBuilder operations, string word, OperationMove move, string policy, string summary) => operations
        .MapPost($"/{{code}}/{word}", (string code, MoveItem? item, [AsParameters] Precondition precondition, ClaimsPrincipal user, IAuthorizationService authorization, IGrainFactory grains, CancellationToken cancellation) =>
            Move(code, move, item ?? new MoveItem(null, null, null), precondition, user, authorization, grains, cancellation))
        .RequireAuthorization(policy).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).Conditional()
        .WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax)).WithSummary(summary);

    private static async Task<Results<Ok<OperationResource>, ProblemHttpResult>> Move(
        string code, OperationMove move, MoveItem item, Precondition precondition, ClaimsPrincipal user, IAuthorizationService authorization, IGrainFactory grains,
        CancellationToken cancellation)
    {
        var reading = new BodyReading();
        OperationRequests.Code(reading, code);
        var request = OperationRequests.Read(reading, item.RequestId, item.Reason, user) with { Expected = precondition.OfStep(reading.Refuse) };
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        var force = item.Force == true;
        if (force && !(await authorization.AuthorizeAsync(user, Policies.CanOverrule)).Succeeded)
        {
            return Problems.Answer(StatusCodes.Status403Forbidden, "Forbidden", new Refusal("force", "true", "Supervisor or Administrator"));
        }
        return OperationRequests.Answer(code, await grains.GetGrain<IOperationGrain>(code).Move(move, force, request, cancellation), precondition);
    }

    private static async Task<Results<Ok<OperationResource>, ProblemHttpResult>> Fill(
        string code, MoveItem item, ClaimsPrincipal user, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new BodyReading();
        OperationRequests.Code(reading, code);
        var request = OperationRequests.Read(reading, item.RequestId, item.Reason, user);
        return reading.Refusal is { } refusal
            ? Problems.BadRequest(refusal)
            : OperationRequests.Answer(code, await grains.GetGrain<IOperationGrain>(code).Fill(request, cancellation));
    }

    /// <param name="RequestId">1–64 characters, the same on a retry.</param>
    /// <param name="Reason">0–500 characters; some steps need one.</param>
    /// <param name="Force">Makes the move although a rule would stop it; needs a reason, and a Supervisor or Administrator.</param>
    public sealed record MoveItem(string? RequestId, string? Reason, bool? Force);
}
