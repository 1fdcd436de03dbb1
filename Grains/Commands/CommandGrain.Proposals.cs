using GrupoGad.Operations;

namespace GrupoGad.Commands;

/// <remarks>
/// The command sends an answer to a proposal to its operation until the operation accepts it. Only then is the command closed. Recovery calls an open command
/// after a silo's death, and the command sends the answer again. The operation takes a repeated answer without harm.
/// </remarks>
public sealed partial class CommandGrain
{
    private const int RequestIdMax = 64;

    private readonly Queue<(string EfectivoId, AssignmentStep Step, string Actor, string Reason)> _untold = [];

    private void Tell(string efectivoId, LadderStep step, string actor, string reason)
    {
        if (StepOf(step) is { } assignment)
        {
            _untold.Enqueue((efectivoId, assignment, actor, reason));
            Plan(TimeSpan.Zero);
        }
    }

    /// <summary>Answers that are in the ledger and may not have reached the operation.</summary>
    private async Task RememberAnswers(CommandState state)
    {
        if (state.Offer.Kind != CommandKind.Proposal || state.Status != CommandStatus.Open)
        {
            return;
        }
        _untold.Clear();
        var page = await with.Ledger.Ladders(Id, "", 1, with.Now, default);
        foreach (var ladder in page?.Ladders ?? [])
        {
            foreach (var entry in ladder.Steps)
            {
                Tell(ladder.EfectivoId, entry.Step, entry.Actor, entry.Reason);
            }
        }
    }

    private async Task PassOn()
    {
        while (_state is { } state && _untold.TryPeek(out var answer))
        {
            var request = $"{(int)answer.Step}.{Id}";
            var taken = await with.Operations.Step(
                state.Offer.OperationId, answer.EfectivoId, state.Offer.AssignmentId, answer.Step,
                new OperationRequest(request[..Math.Min(request.Length, RequestIdMax)], answer.Actor, answer.Reason));
            if (taken.Outcome is not (OperationOutcome.Done or OperationOutcome.Unchanged))
            {
                // Refused for good, or not now. The operation reads the ladder again at its next recovery.
                LogNotTaken(Id, answer.Step, taken.Outcome);
            }
            _untold.TryDequeue(out _);
        }
    }

    /// <summary>Closes the command: nothing is pending any more.</summary>
    private async Task Settle()
    {
        if (_state is not { Status: CommandStatus.Open, Ladders.Owing: 0 } || _untold.Count > 0)
        {
            return;
        }
        using (await _turns.All())
        {
            if (_state is { Status: CommandStatus.Open, Ladders.Owing: 0 } state && _untold.Count == 0)
            {
                var closing = new CommandClosing(ClosedHow.Settled, with.Now, Actors.System, "");
                await Write(new CommandWrite { CommandId = Id, Closing = closing });
                state.Closing = closing;
                CountOpen(false);
                Changed();
            }
        }
    }

    private static AssignmentStep? StepOf(LadderStep step) => step switch
    {
        LadderStep.Accepted => AssignmentStep.Accepted,
        LadderStep.Refused => AssignmentStep.Refused,
        LadderStep.EnRoute => AssignmentStep.EnRoute,
        LadderStep.OnScene => AssignmentStep.OnScene,
        LadderStep.Expired => AssignmentStep.Expired,
        LadderStep.Done => AssignmentStep.Done,
        LadderStep.Unable => AssignmentStep.Unable,
        _ => null,
    };
}
