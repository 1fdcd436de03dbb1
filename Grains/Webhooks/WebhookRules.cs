using System.Collections.Immutable;
using GrupoGad.Fences;
using GrupoGad.Retries;

namespace GrupoGad.Webhooks;

/// <summary>Rules of a webhook's plan, and the state after a delivery. Pure.</summary>
/// <remarks>
/// A server that is away is tried again and again, and all events wait for it in order. A server that answers and refuses receives its events one at a
/// time, so that the refused event is found. After <see cref="WebhookOptions.RefusalsMax"/> tries that event is set aside and the others go on.
/// </remarks>
public static class WebhookRules
{
    public const int UrlMax = 500;
    public const int FencesMax = 500;
    public const int DeadLettersMax = 1_000;

    public static WebhookAnswer? Refuses(WebhookPlan plan)
    {
        if (plan.Url.Length is 0 or > UrlMax)
        {
            return Invalid(nameof(plan.Url), $"{plan.Url.Length} characters", $"1-{UrlMax} characters");
        }
        if (plan.Fences.Length > FencesMax)
        {
            return Invalid(nameof(plan.Fences), $"{plan.Fences.Length} entries", $"at most {FencesMax}");
        }
        return plan.Kinds.Any(kind => !Enum.IsDefined(kind))
            ? Invalid(nameof(plan.Kinds), string.Join(',', plan.Kinds), "kinds of fence events")
            : null;
    }

    public static bool Same(WebhookPlan one, WebhookPlan other) =>
        one with { Kinds = other.Kinds, Fences = other.Fences } == other && one.Kinds.SequenceEqual(other.Kinds) && one.Fences.SequenceEqual(other.Fences);

    public static WebhookAnswer Invalid(string field, string value, string rule) =>
        new() { Outcome = WebhookOutcome.Invalid, Field = field, Value = value, Rule = rule };

    public static bool Wants(WebhookPlan plan, FenceEvent told) =>
        (plan.Kinds.IsEmpty || plan.Kinds.Contains(told.Kind)) && (plan.Fences.IsEmpty || plan.Fences.Contains(told.FenceId));

    /// <summary>How many events the next request carries.</summary>
    public static int BatchSize(WebhookState state, WebhookOptions options) => state.Tries > 0 ? 1 : options.BatchMax;

    /// <param name="sent">Events that the request carried, in order; empty: no event up to <paramref name="upTo"/> is for this webhook.</param>
    /// <param name="upTo">Number up to which all is dealt with when it was taken.</param>
    /// <param name="chance">0..1: spreads the tries of many webhooks.</param>
    public static WebhookState After(
        WebhookState state, ImmutableArray<FenceEvent> sent, long upTo, PostResult result, DateTime now, double chance, WebhookOptions options)
    {
        if (result.Outcome == PostOutcome.Taken)
        {
            return Calm(state) with { Position = upTo, Delivered = state.Delivered + sent.Length };
        }
        if (result.Outcome == PostOutcome.Gone)
        {
            return Calm(state) with { Plan = state.Plan! with { Paused = true }, LastFailure = result.Failure };
        }
        var tries = state.Tries + 1;
        var isGivenUp = sent.Length == 1
            && (result.Outcome == PostOutcome.Refused ? tries > options.RefusalsMax : now - sent[0].KnownAt > options.KeepFor);
        if (isGivenUp)
        {
            // Still one at a time: the next may be refused too. The server is known to be there only when one is taken.
            return Bury(state, new DeadLetter(sent[0], now, result.Failure)) with
            {
                Position = upTo, Tries = 1, NextTry = now, LastFailure = result.Failure, FailingSince = state.FailingSince ?? now,
            };
        }
        return state with
        {
            Tries = tries,
            NextTry = now + new Backoff(options.PauseMin, options.PauseMax).Pause(state.Tries, chance),
            FailingSince = state.FailingSince ?? now,
            LastFailure = result.Failure,
        };
    }

    private static WebhookState Calm(WebhookState state) => state with { Tries = 0, NextTry = null, FailingSince = null, LastFailure = "" };

    private static WebhookState Bury(WebhookState state, DeadLetter letter)
    {
        var letters = state.DeadLetters.Insert(0, letter);
        return letters.Length <= DeadLettersMax
            ? state with { DeadLetters = letters }
            : state with { DeadLetters = letters.RemoveAt(DeadLettersMax), DeadLettersDropped = state.DeadLettersDropped + 1 };
    }
}
