using System.Collections.Immutable;
using GrupoGad.Fences;

namespace GrupoGad.Webhooks;

/// <remarks>Reads what happened, sends what its plan wants, and remembers how far it came.</remarks>
public sealed partial class WebhookGrain
{
    private const int PageSize = 1_000;

    /// <summary>Then others have their turn: callers who ask or change it.</summary>
    private const int DeliveriesALook = 20;

    private bool IsDue => State.IsAtWork && (State.NextTry is not { } next || next <= _with.Now);

    public async ValueTask<WebhookAnswer> Revive(string actor, CancellationToken cancellation)
    {
        await _stored.Settle(cancellation);
        if (State.Plan is not { } plan)
        {
            return Unknown();
        }
        var kept = ImmutableArray.CreateBuilder<DeadLetter>();
        foreach (var letter in State.DeadLetters)
        {
            var result = await Send(plan, [letter.Event], cancellation);
            if (result.Outcome != PostOutcome.Taken)
            {
                kept.Add(letter with { At = _with.Now, Failure = result.Failure });
            }
        }
        var revived = State.DeadLetters.Length - kept.Count;
        return revived == 0
            ? new WebhookAnswer { Outcome = WebhookOutcome.Unchanged, View = View() }
            : await Change(
                State with { DeadLetters = kept.ToImmutable(), Delivered = State.Delivered + revived }, "dead letters tried again", actor,
                WebhookOutcome.Changed, cancellation);
    }

    private async Task Look()
    {
        try
        {
            await _stored.Settle(default);
            var more = true;
            for (var sent = 0; more && sent < DeliveriesALook && IsDue; sent++)
            {
                more = await Deliver();
            }
            GoOn(more);
        }
        catch (Exception exception)
        {
            LogLookFailed(_with.Logger, Id, exception);
            _clock!.Change(_with.Options.PauseMin, Timeout.InfiniteTimeSpan);
        }
    }

    /// <returns>False when there is nothing more for now.</returns>
    private async Task<bool> Deliver()
    {
        var page = await Fences.EventsAfter(State.Position, PageSize);
        if (page.Events.IsEmpty)
        {
            return false;
        }
        var wanted = page.Events.Where(told => WebhookRules.Wants(State.Plan!, told)).Take(WebhookRules.BatchSize(State, _with.Options)).ToImmutableArray();
        // What comes after the last one sent and is not wanted is dealt with as well, when this was all of the page.
        var rest = wanted.IsEmpty ? page.Events : page.Events.SkipWhile(told => told.Number <= wanted[^1].Number).ToImmutableArray();
        var upTo = rest.Any(told => WebhookRules.Wants(State.Plan!, told)) ? wanted[^1].Number : page.Events[^1].Number;
        var result = wanted.IsEmpty ? new PostResult(PostOutcome.Taken, "") : await Send(State.Plan!, wanted, default);
        await Keep(WebhookRules.After(State, wanted, upTo, result, _with.Now, Random.Shared.NextDouble(), _with.Options));
        return true;
    }

    private async Task<PostResult> Send(WebhookPlan plan, ImmutableArray<FenceEvent> events, CancellationToken cancellation)
    {
        var result = await _with.Post.Send(Id, plan.Url, State.Secret, events, cancellation);
        _with.Instruments.Requested(result.Outcome);
        if (result.Outcome == PostOutcome.Taken)
        {
            _with.Instruments.Delivered(events.Length, _with.Now - events[0].KnownAt);
        }
        return result;
    }

    private async Task Keep(WebhookState next)
    {
        var before = State;
        await _stored.Store(next, default);
        if (before.FailingSince is null && next.FailingSince is not null)
        {
            LogFailing(_with.Logger, Id, next.LastFailure);
        }
        else if (before.FailingSince is not null && next.FailingSince is null)
        {
            LogRecovered(_with.Logger, Id);
        }
        if (!next.DeadLetters.IsEmpty && !next.DeadLetters.Equals(before.DeadLetters))
        {
            _with.Instruments.Dead(1);
            LogDead(_with.Logger, Id, next.DeadLetters[0].Event.EventId, next.LastFailure);
        }
    }

    /// <summary>Waits for the next look, and stays alive until then.</summary>
    /// <param name="more">There is more to deliver already.</param>
    private void GoOn(bool more = false)
    {
        if (!State.IsAtWork)
        {
            _clock?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }
        var pause = State.NextTry is { } next && next > _with.Now ? next - _with.Now : more ? TimeSpan.Zero : _with.Options.Look;
        _clock ??= this.RegisterGrainTimer(Look, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        _clock.Change(pause, Timeout.InfiniteTimeSpan);
        DelayDeactivation(pause + TimeSpan.FromHours(1));
    }
}
