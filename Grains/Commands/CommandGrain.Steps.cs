namespace GrupoGad.Commands;

public sealed partial class CommandGrain
{
    /// <summary>Tries after the ledger answered that it has newer steps than this activation. One is enough unless two activations fight.</summary>
    private const int TriesMax = 3;

    public async ValueTask<StepAnswer> Step(RecipientStep step, CancellationToken cancellation)
    {
        var answer = CommandRules.Fault(step) is { } rule
            ? new StepAnswer { Outcome = StepOutcome.Invalid, Rule = rule }
            : await Judge(step with { Reason = step.Reason ?? "" }, cancellation);
        if (answer.Outcome is not (StepOutcome.Recorded or StepOutcome.Repeated))
        {
            with.Instruments.Refused(answer.Outcome);
        }
        return answer;
    }

    public async ValueTask Passed(string efectivoId, LadderStep step, DateTime at)
    {
        if (await Known(default) is not { } state)
        {
            DeactivateOnIdle();
            return;
        }
        if (step is not (LadderStep.Enqueued or LadderStep.Sent) || state.Ladders.Find(efectivoId) is not { } ladder)
        {
            return;
        }
        var sends = step == LadderStep.Sent ? state.Ladders.Sent(efectivoId) : ladder.Sends;
        if (LadderRules.Passes(ladder, step))
        {
            // By the clock of a silo, which is not the one that wrote the step before.
            (at, _) = LadderRules.When(ladder, at, isOwn: true, with.Now);
            state.Ladders.Apply(efectivoId, step, at);
            with.Instruments.Stepped(step);
            with.Ledger.Note(Id, new LadderRow { EfectivoId = efectivoId, Step = step, At = at, RecordedAt = with.Now, Actor = Actors.System, Sends = sends });
            Changed();
        }
    }

    private async ValueTask<StepAnswer> Judge(RecipientStep step, CancellationToken cancellation)
    {
        for (var tries = 0; tries < TriesMax; tries++)
        {
            if (await Known(cancellation) is not { } known)
            {
                DeactivateOnIdle();
                return new StepAnswer { Outcome = StepOutcome.UnknownCommand, Rule = "no such command" };
            }
            if (!known.Ladders.Has(step.EfectivoId))
            {
                return new StepAnswer { Outcome = StepOutcome.NotARecipient, Rule = "it was not meant for this efectivo" };
            }
            using (await _turns.One(step.EfectivoId))
            {
                if (_state is { } state && await Judge(state, step) is { } answer)
                {
                    return answer;
                }
            }
        }
        throw new GadUnavailableException("ledger");
    }

    /// <summary>Null: the ledger knows better; read it and judge again.</summary>
    private async ValueTask<StepAnswer?> Judge(CommandState state, RecipientStep step)
    {
        var (ladder, kind, now) = (state.Ladders.Find(step.EfectivoId)!.Value, state.Offer.Kind, with.Now);
        var isOver = (LadderRules.Owes(ladder.Step, kind) || ladder.Step == LadderStep.Withdrawn) && await IsOver(state);
        var isOwn = step.Actor == step.EfectivoId;
        if (!isOwn && !LadderSteps.IsSpoken(step.Step))
        {
            return new StepAnswer { Outcome = StepOutcome.IllegalStep, Rule = "nobody else says what was delivered and seen", Step = ladder.Step };
        }
        var (outcome, rule) = LadderRules.Decide(ladder, step.Step, kind, now >= state.Offer.Deadline, isOver, state.Closing?.How == ClosedHow.Withdrawn);
        if (outcome != StepOutcome.Recorded)
        {
            return new StepAnswer { Outcome = outcome, Rule = rule, Step = ladder.Step };
        }
        var (at, said) = LadderRules.When(ladder, step.At, isOwn, now);
        var row = new LadderRow
        {
            EfectivoId = step.EfectivoId, Step = step.Step, At = at, SaidAt = said, RecordedAt = now, Reason = step.Reason,
            Position = step.Position, Actor = step.Actor, Settles = !LadderRules.Owes(step.Step, kind), Sends = ladder.Sends,
        };
        // 9  durable, and only then answered
        var written = (await Write(new CommandWrite { CommandId = Id, Steps = [row] }))[0];
        if (written == LedgerOutcome.Conflict)
        {
            LogOvertaken(Id);
            Forget();
            return null;
        }
        var owed = LadderRules.Owes(ladder.Step, kind);
        state.Ladders.Apply(step.EfectivoId, step.Step, at);
        if (LadderSteps.IsSpoken(step.Step) && (!isOwn || with.Options.DevicesMax > 1))
        {
            TellElsewhere(state, step);
        }
        Measure(state, step.Step, owed && row.Settles);
        Changed();
        if (kind == CommandKind.Proposal)
        {
            Tell(step.EfectivoId, step.Step, step.Actor, step.Reason);
        }
        if (step.Step == LadderStep.Unable)
        {
            TellIssuer(state, step.EfectivoId, step.Reason);
        }
        if (state.Ladders.Owing == 0)
        {
            Plan(TimeSpan.Zero);
        }
        return new StepAnswer { Outcome = written == LedgerOutcome.Written ? StepOutcome.Recorded : StepOutcome.Repeated, Step = state.Ladders.Find(step.EfectivoId)?.Step };
    }

    private void Measure(CommandState state, LadderStep step, bool answered)
    {
        with.Instruments.Stepped(step);
        if (step == LadderStep.Delivered)
        {
            with.Instruments.Delivered(state.Offer.Class, with.Now - state.Offer.IssuedAt);
        }
        if (answered)
        {
            with.Instruments.Answered(state.Offer.Class, with.Now - state.Offer.IssuedAt);
        }
    }
}
