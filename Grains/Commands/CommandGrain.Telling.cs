using System.Collections.Immutable;
using GrupoGad.Operations;

namespace GrupoGad.Commands;

/// <remarks>Notifies recipients' clients of changes that others made to their command.</remarks>
public sealed partial class CommandGrain
{
    /// <summary>Its operation is closed, so no answer is needed any more. After a waiver alone late answers still count.</summary>
    private async ValueTask<bool> IsOver(CommandState state) => state.Closing?.How is ClosedHow.Waived or ClosedHow.Withdrawn && state.Offer.OperationId.Length > 0
        && (await with.Operations.Describe(state.Offer.OperationId, default))?.Status is OperationStatus.Completed or OperationStatus.Cancelled;

    /// <summary>Sends a step that another person, or one of several sessions, reported to the recipient's sessions, so that the others show it too.</summary>
    private void TellElsewhere(CommandState state, RecipientStep step) => _ = InSlices(state, [step.EfectivoId], efectivo => Settle(efectivo, new CommandEnd
    {
        CommandId = Id, Stands = step.Step, Reason = step.Reason, Actor = step.Actor, KnownBy = step.Actor == step.EfectivoId ? step.SessionId : "",
    }));

    /// <summary>Recipients that are asked no more; their ladders stay as they are.</summary>
    private Task TellOver(CommandState state, ImmutableArray<string> efectivos, string actor, string reason) => InSlices(state, efectivos, efectivo =>
        Settle(efectivo, new CommandEnd { CommandId = Id, Stands = LadderStep.Withdrawn, Reason = reason, Actor = actor }));

    private ValueTask Settle(string efectivoId, CommandEnd end) => GrainFactory.GetGrain<IInboxFeedGrain>(efectivoId).Settled(end);
}
