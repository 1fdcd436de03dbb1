using System.Collections.Immutable;
using GrupoGad.Fences;

namespace GrupoGad.Operations;

/// <remarks>Fences report their events to the operation; the operation notifies its fences when its status changes.</remarks>
public sealed partial class OperationGrain : IFencedOperationGrain
{
    public async ValueTask<bool> Note(ImmutableArray<FenceEvent> events, CancellationToken cancellation)
    {
        if (_state.Plan is null)
        {
            Forget();
            return false;
        }
        await Change(state => Decision.ByItself(events.Where(told => !state.FenceEvents.Contains(told.EventId)).Select(told => new FenceEventReceived(told))), cancellation);
        return true;
    }

    private void TellFences(Decision decision)
    {
        if (decision.Events.Any(happened => happened is StatusChanged))
        {
            with.Fences.Changed(new FenceOwner(FenceOwnerKind.Operation, Id));
        }
    }
}
