using System.Security.Claims;
using GrupoGad.Operations;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Places;
using GrupoGad.WebFrontend.Preconditions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GrupoGad.WebFrontend.Operations;

/// <summary>Parts shared by the operation routes.</summary>
internal static class OperationRequests
{
    public const int RequestIdMax = 64;
    public const int ReasonMax = 500;

    /// <summary>Reads the actor, the reason and the request id. Without an id every call is one of its own.</summary>
    public static OperationRequest Read(BodyReading reading, string? requestId, string? reason, ClaimsPrincipal user) => new(
        requestId is null ? Guid.NewGuid().ToString("N") : reading.Line("requestId", requestId, 1, RequestIdMax),
        Caller.From(user).Subject,
        reading.Text("reason", reason, 0, ReasonMax));

    public static void Code(BodyReading reading, string code)
    {
        if (!OperationCode.IsValid(code))
        {
            reading.Refuse("code", code, OperationCode.Rule);
        }
    }

    /// <summary>The operation after the call, or why not.</summary>
    public static Results<Ok<OperationResource>, ProblemHttpResult> Answer(string code, OperationAnswer answer, Precondition precondition = default) =>
        Problem(code, answer, precondition) is { } problem ? problem : TypedResults.Ok(OperationResource.Of(answer.View!));

    public static ProblemHttpResult? Problem(string code, OperationAnswer answer, Precondition precondition = default) =>
        precondition.Problem(answer.Outcome, OperationResource.OfKnown(answer.View)) ?? StatusRules.Problem(
        answer.Outcome, answer.Outcome == OperationOutcome.UnknownOperation ? code : answer.Value, Camel(answer.Field), answer.Rule);

    /// <summary>Names of the plan's fields as our JSON writes them.</summary>
    public static string Camel(string field) => field.Length == 0 ? field : char.ToLowerInvariant(field[0]) + field[1..];
}
