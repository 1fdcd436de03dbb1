using System.Collections.Immutable;
using GrupoGad.Operations;

namespace GrupoGad.Commands;

/// <remarks>What recipients' clients are told of what others did with their command.</remarks>
public sealed partial class CommandGrain
{
    /// <summary>Why no answer is needed any more; null: one is.</summary>
    private async ValueTask<StepOutcome?> Over(CommandState state)
    {
        if (state.Closing?.How is null or ClosedHow.Settled)
        {
            return null;
        }
        var isOperationClosed = state.Offer.OperationId.Length > 0
            && (await with.Operations.Describe(state.Offer.OperationId, default))?.Status is OperationStatus.Completed or OperationStatus.Cancelled;
        return isOperationClosed ? StepOutcome.OperationClosed : state.Closing?.How == ClosedHow.Waived ? StepOutcome.Waived : null;
    }

    /// <summary>A step that somebody else said, or one of several sessions: the others show it too.</summary>
    private void TellElsewhere(CommandState state, RecipientStep step) => _ = InSlices(state, [step.EfectivoId], efectivo => Settle(efectivo, new CommandEnd
    {
        CommandId = Id, Stands = step.Step, Reason = step.Reason, Actor = step.Actor, KnownBy = step.Actor == step.EfectivoId ? step.SessionId : "",
    }));

    /// <summary>Nobody asks them any more; their ladders stay as they are.</summary>
    private Task TellOver(CommandState state, ImmutableArray<string> efectivos, string actor, string reason) => InSlices(state, efectivos, efectivo =>
        Settle(efectivo, new CommandEnd { CommandId = Id, Stands = LadderStep.Withdrawn, Reason = reason, Actor = actor }));

    private ValueTask Settle(string efectivoId, CommandEnd end) => GrainFactory.GetGrain<IInboxFeedGrain>(efectivoId).Settled(end);
}
