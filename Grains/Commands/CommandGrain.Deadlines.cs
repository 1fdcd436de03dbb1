namespace GrupoGad.Commands;

/// <remarks>All that happens by itself happens in <see cref="Tick"/>: one timer, set to the next moment at which something is due.</remarks>
public sealed partial class CommandGrain
{
    private static readonly TimeSpan _afterTrouble = TimeSpan.FromSeconds(1);

    private IGrainTimer? _timer;
    private DateTime _dueAt = DateTime.MaxValue;
    private DateTime _shownAt;
    private OneAtATime _ticks;
    private bool _changed;
    private bool _secondDone;
    private int _round;

    /// <summary>A new one: its notices are on their way, the first re-send comes a period later.</summary>
    private void Begin(CommandState state, Task publishing)
    {
        _ = publishing;
        CountOpen(true);
        _round = 1;
        _secondDone = false;
        Changed();
        Plan(Every(state));
    }

    /// <summary>Goes on at once after a read from the ledger, with an offer to all recipients that do not have the command.</summary>
    private async Task Resume(CommandState state)
    {
        CountOpen(state.Status == CommandStatus.Open);
        _round = DeadlineRules.NextRound(state.Offer, Every(state), with.Now);
        _secondDone = false;
        NextVersion();
        await RememberAnswers(state);
        await RememberUnable(state);
        if (state.Status == CommandStatus.Open)
        {
            _ = Offer(state, [.. state.Ladders.All.Where(ladder => ladder.Value.Step < LadderStep.Delivered).Select(ladder => ladder.Key)]);
            Changed();
            Plan(TimeSpan.Zero);
        }
    }

    /// <summary>Something that boards show is different.</summary>
    private void Changed()
    {
        NextVersion();
        _changed = true;
        var wait = _shownAt.AddMilliseconds(with.Options.BoardEveryMs) - with.Now;
        Plan(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
    }

    /// <summary>Looks again after this long, or earlier when it has to anyway.</summary>
    private void Plan(TimeSpan wait)
    {
        var at = with.Now + wait;
        if (at >= _dueAt)
        {
            return;
        }
        _dueAt = at;
        if (_timer is null)
        {
            // Interleaves: a withdrawal that waits for the ledger must not hold up what is due.
            _timer = this.RegisterGrainTimer(Tick, new GrainTimerCreationOptions(wait, Timeout.InfiniteTimeSpan) { Interleave = true, KeepAlive = true });
        }
        else
        {
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task Tick(CancellationToken cancellation)
    {
        _dueAt = DateTime.MaxValue;
        if (!_ticks.Begin())
        {
            return;
        }
        try
        {
            if (await Known(cancellation) is { } state)
            {
                await Due(state, cancellation);
                PlanNext();
            }
        }
        catch (Exception exception)
        {
            LogTrouble(Id, exception);
            Plan(_afterTrouble);
        }
        finally
        {
            if (_ticks.EndOrAgain())
            {
                Plan(TimeSpan.Zero);
            }
        }
    }

    private async Task Due(CommandState state, CancellationToken cancellation)
    {
        if (state.Status == CommandStatus.Open)
        {
            await Expire();
            await MarkUnreached();
            await Escalate(cancellation);
            await EscalateToCommander(cancellation);
        }
        await PassOn();
        await TellIssuers(cancellation);
        await Settle();
        if (state.Status == CommandStatus.Open && state.Ladders.Undelivered > 0 && with.Now >= state.Offer.IssuedAt + _round * Every(state))
        {
            var round = _round;
            _round = Math.Max(_round + 1, DeadlineRules.NextRound(state.Offer, Every(state), with.Now));
            _ = Resend(state, round);
        }
        if (_changed && with.Now >= _shownAt.AddMilliseconds(with.Options.BoardEveryMs))
        {
            (_changed, _shownAt) = (false, with.Now);
            _ = Show(state);
        }
    }

    private void PlanNext()
    {
        if (_changed)
        {
            var wait = _shownAt.AddMilliseconds(with.Options.BoardEveryMs) - with.Now;
            Plan(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
        }
        if (_state is { } state && DeadlineRules.Next(state, Every(state), _round, _secondDone) is { } next)
        {
            var (wait, longest) = (next - with.Now, TimeSpan.FromSeconds(with.Options.SleepMaxS));
            Plan(wait < TimeSpan.Zero ? TimeSpan.Zero : wait < longest ? wait : longest);
        }
    }

    private TimeSpan Every(CommandState state) => TimeSpan.FromSeconds(with.Options.Of(state.Offer.Class).ResendEveryS);
}
