using GrupoGad.Commands;

namespace GrupoGad.Operations;

/// <remarks>Orders that were sent beside its proposals. They end for an efectivo that leaves the operation, and for all when it closes.</remarks>
public sealed partial class OperationGrain
{
    /// <summary>Ends the unfinished commands of a closed operation: nobody is asked any more, and its people are notified.</summary>
    private async Task<bool> EndCommands()
    {
        if (!_state.OwesEnd)
        {
            return true;
        }
        var reason = _state.Status == OperationStatus.Completed ? "the operation was completed" : "the operation was cancelled";
        var left = await with.Commands.Unfinished(Id, "", CancellationToken.None);
        var heard = await Rounds.Each(left, with.Options.CallsMax, async id =>
        {
            try
            {
                await GrainFactory.GetGrain<ICommandGrain>(id).EndWithOperation("system", reason);
                return true;
            }
            catch (Exception exception)
            {
                LogCallFailed(with.Logger, Id, id, exception);
                return false;
            }
        });
        if (!Array.TrueForAll(heard, done => done))
        {
            return false;
        }
        await Remember([new CommandsEnded()]);
        return true;
    }

    /// <summary>Ends the unfinished commands of an efectivo that is let go, and notifies it.</summary>
    private async Task<bool> Dismiss(StoredAssignment bond)
    {
        var reason = bond.Reason.Length > 0 ? bond.Reason : bond.Step.ToString();
        foreach (var id in await with.Commands.Unfinished(Id, bond.EfectivoId, CancellationToken.None))
        {
            await GrainFactory.GetGrain<ICommandGrain>(id).LetGo(bond.EfectivoId, bond.At, bond.Actor.Length > 0 ? bond.Actor : "system", reason);
        }
        return true;
    }
}
