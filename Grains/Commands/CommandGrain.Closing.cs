using System.Collections.Immutable;

namespace GrupoGad.Commands;

public sealed partial class CommandGrain
{
    public async ValueTask<CloseAnswer> Withdraw(string actor, string reason, CancellationToken cancellation)
    {
        var answer = await Close(ClosedHow.Withdrawn, actor, reason, cancellation);
        if (answer.Outcome == CloseOutcome.Done)
        {
            LogClosed(Id, ClosedHow.Withdrawn, actor);
        }
        return answer;
    }

    public async ValueTask<CloseAnswer> Waive(string actor, string reason, CancellationToken cancellation)
    {
        var answer = await Close(ClosedHow.Waived, actor, reason, cancellation);
        if (answer.Outcome == CloseOutcome.Done)
        {
            LogClosed(Id, ClosedHow.Waived, actor);
        }
        return answer;
    }

    public async ValueTask<CloseAnswer> EndWithOperation(string actor, string reason, CancellationToken cancellation)
    {
        var answer = await Close(ClosedHow.Waived, actor, reason, cancellation);
        if (_state is { } state && answer.Outcome != CloseOutcome.UnknownCommand)
        {
            // Also recipients that have accepted, because there is nothing to go on with.
            _ = TellOver(state, ClosingRules.Withdrawable(state), actor, reason);
        }
        return answer;
    }

    public async ValueTask LetGo(string efectivoId, DateTime at, string actor, string reason, CancellationToken cancellation)
    {
        for (var tries = 0; tries < TriesMax; tries++)
        {
            if (await Known(cancellation) is null)
            {
                DeactivateOnIdle();
                return;
            }
            using (await _turns.All())
            {
                if (_state is { } state && await LetGo(state, efectivoId, at, actor, reason))
                {
                    return;
                }
            }
        }
        throw new GadUnavailableException("ledger");
    }

    /// <summary>False: the ledger knows better about a ladder; read it and judge again.</summary>
    private async ValueTask<bool> LetGo(CommandState state, string efectivoId, DateTime at, string actor, string reason)
    {
        // A command issued since then is meant for an efectivo that was known to have left.
        if (state.Offer.IssuedAt > at)
        {
            return true;
        }
        if (ClosingRules.LetGo(state, efectivoId) is { IsEmpty: false } owing)
        {
            if (!await Apply(state, new CommandWrite { CommandId = Id, Steps = Rows(owing, LadderStep.Withdrawn, actor, reason, settles: true) }))
            {
                return false;
            }
            _ = TakeBack(state, owing, reason);
        }
        else if (state.Ladders.Find(efectivoId) is { } ladder && !LadderRules.IsFinished(ladder.Step, state.Offer.Kind))
        {
            // It has accepted: there is nothing to go on with.
            _ = TellOver(state, [efectivoId], actor, reason);
        }
        return true;
    }

    private async ValueTask<CloseAnswer> Close(ClosedHow how, string actor, string reason, CancellationToken cancellation)
    {
        if (CommandRules.Fault(actor, reason) is { } fault)
        {
            return new CloseAnswer { Outcome = CloseOutcome.Invalid, Rule = fault };
        }
        for (var tries = 0; tries < TriesMax; tries++)
        {
            if (await Known(cancellation) is null)
            {
                DeactivateOnIdle();
                return new CloseAnswer { Outcome = CloseOutcome.UnknownCommand };
            }
            using (await _turns.All())
            {
                if (_state is { } state && await Close(state, new CommandClosing(how, with.Now, actor, reason)) is { } answer)
                {
                    return answer;
                }
            }
        }
        throw new GadUnavailableException("ledger");
    }

    /// <summary>Null: the ledger knows better about a ladder; read it and judge again.</summary>
    private async ValueTask<CloseAnswer?> Close(CommandState state, CommandClosing closing)
    {
        if (ClosingRules.Refuses(state, closing.How) is { } refused)
        {
            return refused;
        }
        var taken = closing.How == ClosedHow.Withdrawn ? ClosingRules.Withdrawable(state) : [];
        var waived = closing.How == ClosedHow.Waived ? ClosingRules.Owing(state) : [];
        var rows = Rows(taken, LadderStep.Withdrawn, closing.Actor, closing.Reason, settles: true);
        if (!await Apply(state, new CommandWrite { CommandId = Id, Steps = rows, Closing = closing }))
        {
            return null;
        }
        state.Closing = closing;
        CountOpen(false);
        _ = TakeBack(state, taken, closing.Reason);
        _ = TellOver(state, waived, closing.Actor, closing.Reason);
        return new CloseAnswer { Outcome = CloseOutcome.Done };
    }

    private ImmutableArray<LadderRow> Rows(ImmutableArray<string> efectivos, LadderStep step, string actor, string reason, bool settles)
    {
        var now = with.Now;
        return [.. efectivos.Select(efectivo => new LadderRow
        {
            EfectivoId = efectivo, Step = step, RecordedAt = now,
            At = _state?.Ladders.Find(efectivo) is { } ladder ? LadderRules.When(ladder, now, isOwn: false, now).At : now, Actor = actor, Reason = reason, Settles = settles,
        })];
    }

    /// <summary>Writes steps of many ladders and applies those that are written. False: some were overtaken in the ledger, which is read again.</summary>
    private async ValueTask<bool> Apply(CommandState state, CommandWrite write)
    {
        var outcomes = await Write(write);
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (outcomes[i] != LedgerOutcome.Conflict)
            {
                state.Ladders.Apply(write.Steps[i].EfectivoId, write.Steps[i].Step, write.Steps[i].At);
                with.Instruments.Stepped(write.Steps[i].Step);
            }
        }
        Changed();
        if (!outcomes.Contains(LedgerOutcome.Conflict))
        {
            return true;
        }
        LogOvertaken(Id);
        Forget();
        return false;
    }
}
