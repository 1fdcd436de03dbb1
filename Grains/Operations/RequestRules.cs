using GrupoGad.Texts;

namespace GrupoGad.Operations;

/// <summary>Rules that every request must meet, and the recognition of a repeated one.</summary>
public static class RequestRules
{
    /// <summary>Requests remembered by an operation: far more than are on their way at once.</summary>
    public const int AnsweredMax = 64;

    private const int RequestIdMax = 64;
    private const int ActorMax = 200;
    private const int ReasonMax = 500;
    private const int RecommendationMax = 64;

    /// <summary>The answer to a request that is not to be judged any further; null: judge it.</summary>
    public static Decision? Settles(OperationState state, OperationRequest request, string what) =>
        Check(request) ?? (state.Answered.FirstOrDefault(known => known.RequestId == request.RequestId) is { RequestId: not null } answered
            ? RequestDigest.IsSame(answered.What, what)
                ? Decision.Unchanged
                : Decision.Refused(OperationOutcome.RequestIdUsed, "a request id belongs to one request; this one was used for another", "requestId", request.RequestId)
            : null);

    private static Decision? Check(OperationRequest request) =>
        !TextLength.IsWithin(request.RequestId, 1, RequestIdMax) ? Wrong("requestId", request.RequestId, TextLength.Rule($"a request id has 1 to {RequestIdMax} characters", request.RequestId))
        : !TextLength.IsWithin(request.Actor, 1, ActorMax) ? Wrong("actor", request.Actor, $"an actor has 1 to {ActorMax} characters")
        : !TextLength.IsWithin(request.Reason, 0, ReasonMax) ? Wrong("reason", "", TextLength.Rule($"a reason has at most {ReasonMax} characters", request.Reason))
        : TextLength.Exceeds(request.Recommendation, RecommendationMax) ? Wrong("recommendationId", request.Recommendation, $"a recommendation's id has at most {RecommendationMax} characters")
        : !Storable(request.Recommendation ?? "") ? Wrong("recommendationId", "", "text holds no NUL character")
        : !Storable(request.RequestId) || !Storable(request.Actor) || !Storable(request.Reason) ? Wrong("reason", "", "text holds no NUL character")
        : null;

    /// <summary>PostgreSQL's text takes every character but this one.</summary>
    public static bool Storable(string text) => !text.Contains('\0', StringComparison.Ordinal);

    private static Decision Wrong(string field, string? value, string rule) => Decision.Refused(OperationOutcome.Invalid, rule, field, value ?? "");
}
