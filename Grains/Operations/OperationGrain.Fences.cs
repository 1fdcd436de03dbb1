using System.Collections.Immutable;
using GrupoGad.Fences;

namespace GrupoGad.Operations;

/// <remarks>Its fences report events to it; it notifies them when it moves on.</remarks>
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
