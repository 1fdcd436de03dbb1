using GrupoGad.Commands;

namespace GrupoGad.Operations;

/// <remarks>Messages of an operation to people: proposals (step 4 of the exchange) and the reminder.</remarks>
public sealed partial class OperationGrain
{
    private const string StartReminder = "start";

    /// <summary>Orleans' shortest period, and the limit of punctuality that the mission gives.</summary>
    private static readonly TimeSpan _reminderPeriod = TimeSpan.FromMinutes(1);

    /// <summary>Orleans accepts due times of up to 49 days. A later reminder comes early and is set again.</summary>
    private static readonly TimeSpan _reminderDueMax = TimeSpan.FromDays(30);

    /// <summary>Wait between a proposal's deadline and the last reading of its ladder, because the clocks of silos differ.</summary>
    private static readonly TimeSpan _answerGrace = TimeSpan.FromSeconds(2);

    /// <summary>Between two readings of the ladders of those that have accepted, while it is woken each minute.</summary>
    private static readonly TimeSpan _workingReadEvery = TimeSpan.FromMinutes(5);

    private DateTime _workingReadAt = DateTime.MinValue;

    /// <summary>Answers given while it was not alive are in the ladders.</summary>
    private bool _catchUp;

    private DateTime? _reminderSetFor;

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        // Cleared, so that the round sets a reminder that came early again.
        _reminderSetFor = null;
        await Settle(CancellationToken.None);
        if (_state.RemindAt is null && await this.GetReminder(reminderName) is { } over)
        {
            await this.UnregisterReminder(over);
        }
    }

    /// <summary>4 the proposal is a command whose id is the assignment's: issued twice, it is the same one.</summary>
    private async Task<bool> Propose(StoredAssignment bond)
    {
        var plan = _state.Plan!;
        var answer = await GrainFactory.GetGrain<ICommandGrain>(bond.AssignmentId).Issue(new IssueCommand
        {
            Class = plan.Priority >= OperationPriority.Urgent ? CommandClass.Critical : CommandClass.Operational,
            Kind = CommandKind.Proposal,
            Text = OperationTexts.Proposal(Id, plan),
            Recipients = [new Recipients { Kind = RecipientKind.Efectivo, Value = bond.EfectivoId }],
            Issuer = "system",
            OperationId = Id,
            AssignmentId = bond.AssignmentId,
            Point = plan.Point,
            Area = plan.Area,
            AnswerWithin = TimeSpan.FromSeconds(with.Options.ProposalS),
            Deadline = bond.Until,
        });
        await with.Faults.Reach(Faults.FaultPoints.AssignProposed);
        if (answer.Outcome is IssueOutcome.Issued or IssueOutcome.AlreadyIssued)
        {
            return true;
        }
        LogRefused(with.Logger, bond.AssignmentId, Id, answer.Outcome.ToString(), answer.Rule);
        await Change(state => AssignmentRules.ByItself(state, bond, AssignmentStep.Expired, answer.Rule));
        return true;
    }

    /// <summary>Writes an answer that another person gave for an efectivo to the efectivo's command too.</summary>
    private async Task<bool> PassOn(StoredAssignment bond)
    {
        var command = GrainFactory.GetGrain<ICommandGrain>(bond.AssignmentId);
        foreach (var step in AssignmentRules.Rungs(bond.Step))
        {
            await command.Step(new RecipientStep { EfectivoId = bond.EfectivoId, Step = step, At = bond.At, Reason = bond.Reason, Actor = bond.Actor });
        }
        // False when the bond took another step meanwhile, which must be passed on as well.
        return !_state.Bonds.TryGetValue(bond.EfectivoId, out var known) || known.AssignmentId != bond.AssignmentId || known.Step == bond.Step;
    }

    private async Task<bool> Withdraw(StoredAssignment bond)
    {
        await GrainFactory.GetGrain<ICommandGrain>(bond.AssignmentId).Withdraw("system", bond.Reason.Length > 0 ? bond.Reason : bond.Step.ToString());
        return true;
    }

    /// <summary>
    /// Reads the ladders of open proposals: after a start all of them, otherwise those whose deadline has passed. After a start and now and then it also reads
    /// the ladders of efectivos that have accepted. A step (on its way, unable, done) whose command died before passing it on is stored in the ladder alone.
    /// </summary>
    private async Task<bool> CatchUp()
    {
        var now = with.Now;
        var readsWorking = _catchUp && now - _workingReadAt >= _workingReadEvery;
        var open = _state.Bonds.Values.Where(bond => bond is { Step: AssignmentStep.Proposed, Until: { } until }
            && ((bond.Owed & PendingEffects.Propose) == 0 && _catchUp || until + _answerGrace <= now) || readsWorking && bond is { IsWorking: true, Until: not null }).ToArray();
        _catchUp = false;
        _workingReadAt = readsWorking ? now : _workingReadAt;
        var read = await Rounds.Each(open, with.Options.CallsMax, async bond =>
        {
            try
            {
                var page = await GrainFactory.GetGrain<ICommandGrain>(bond.AssignmentId).Ladders("", 1_000);
                await Heed(bond, page?.Ladders.FirstOrDefault(ladder => ladder.EfectivoId == bond.EfectivoId));
                return true;
            }
            catch (Exception exception)
            {
                LogCallFailed(with.Logger, Id, bond.EfectivoId, exception);
                return false;
            }
        });
        _catchUp |= !Array.TrueForAll(read, done => done);
        return !_catchUp;
    }

    private async Task Heed(StoredAssignment bond, Ladder? ladder)
    {
        var refusal = ladder?.Steps.LastOrDefault(step => LadderSteps.NeedsReason(step.Step));
        AssignmentStep? to = ladder?.Step switch
        {
            LadderStep.Accepted => AssignmentStep.Accepted,
            LadderStep.Refused => AssignmentStep.Refused,
            LadderStep.EnRoute => AssignmentStep.EnRoute,
            LadderStep.OnScene => AssignmentStep.OnScene,
            LadderStep.Done => AssignmentStep.Done,
            LadderStep.Unable => AssignmentStep.Unable,
            _ => bond.Until + _answerGrace <= with.Now ? AssignmentStep.Expired : null,
        };
        if (to is AssignmentStep.EnRoute or AssignmentStep.OnScene or AssignmentStep.Done or AssignmentStep.Unable)
        {
            await Change(state => AssignmentRules.ByItself(state, bond, AssignmentStep.Accepted, "", bond.EfectivoId));
        }
        if (to is { } step)
        {
            var actor = step == AssignmentStep.Expired ? "system" : bond.EfectivoId;
            await Change(state => AssignmentRules.ByItself(state, bond, step, step is AssignmentStep.Refused or AssignmentStep.Unable ? refusal?.Reason ?? "" : "", actor));
        }
    }

    /// <summary>Sets the reminder, or reminds when its time has come, also when that was while everything was down.</summary>
    private async Task<bool> Remind()
    {
        if (_state.RemindAt is { } at && at <= with.Now)
        {
            await Change(state => state.RemindAt is null ? Decision.Unchanged : Decision.ByItself(new ReminderCame(NewId())));
            with.Instruments.Reminded(with.Now - at);
        }
        else if (_state.RemindAt is { } later && _reminderSetFor != later)
        {
            var due = later - with.Now;
            await this.RegisterOrUpdateReminder(StartReminder, due > _reminderDueMax ? _reminderDueMax : due, _reminderPeriod);
            _reminderSetFor = later;
        }
        if (_state.Notice.Length > 0)
        {
            await Notify(_state.Notice, _state.Plan!);
            await Remember([new NoticeIssued()]);
        }
        return true;
    }

    private async Task Notify(string commandId, OperationPlan plan)
    {
        var people = new Recipients { Kind = RecipientKind.Operation, Value = Id };
        var answer = await GrainFactory.GetGrain<ICommandGrain>(commandId).Issue(new IssueCommand
        {
            Class = CommandClass.Operational,
            Kind = CommandKind.Notice,
            Text = OperationTexts.Reminder(Id, plan),
            Recipients = plan.Commander.Length == 0 ? [people] : [people, new Recipients { Kind = RecipientKind.Efectivo, Value = plan.Commander }],
            Issuer = "system",
            OperationId = Id,
            Point = plan.Point,
            Area = plan.Area,
        });
        if (answer.Outcome is not (IssueOutcome.Issued or IssueOutcome.AlreadyIssued))
        {
            LogRefused(with.Logger, commandId, Id, answer.Outcome.ToString(), answer.Rule);
        }
    }
}
