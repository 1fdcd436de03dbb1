using GrupoGad.Efectivos;
using GrupoGad.Geo;

namespace GrupoGad.Cells;

/// <summary>
/// A live cell and its members. Efectivos move here (this file), gateways watch (.Watch), searches ask (.Search), silent members are asked (.Roll).
/// </summary>
public sealed partial class CellGrain(CellDependencies with) : Grain, ICellGrain, ICellWatchGrain, ICellSearchGrain
{
    private readonly CellRoster _roster = new();
    private readonly CellTally _tally = new();
    private CellIndex _index = null!;
    private string _key = "";

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = this.GetPrimaryKeyString();
        _index = new CellIndex(CellId.Parse(_key));
        StartTelling();
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        with.Instruments.Members(-_roster.Count);
        if (_roster.Count > 0)
        {
            // Only this activation knows that its members are lost. When a silo dies, Orleans also ends cells elsewhere whose directory entry died with it.
            with.RejoinRequests.Start([.. Members().Select(_roster.IdOf)]);
        }
        return Task.CompletedTask;
    }

    public ValueTask Enter(CellMember member)
    {
        var known = _roster.TryFind(member.EfectivoId, out var former);
        var (availability, point) = known ? (_roster.AvailabilityOf(former), _roster.FixOf(former).Point) : default;
        if (_roster.Enter(member) is not { } slot)
        {
            return ValueTask.CompletedTask;
        }
        if (known)
        {
            _tally.Remove(availability, point);
        }
        else
        {
            with.Instruments.Members(1);
        }
        _tally.Add(member.Availability, member.Fix.Point);
        _index.Place(slot, member);
        _changes.Entered(slot);
        // Also when nothing is new. After a silo's death all members enter again, and the coarser cells receive their counts again by that.
        Changed(countsToo: true);
        return ValueTask.CompletedTask;
    }

    public ValueTask Move(CellMove move)
    {
        var point = _roster.TryFind(move.EfectivoId, out var known) ? _roster.FixOf(known).Point : default;
        switch (_roster.Move(move, out var slot))
        {
            case MoveResult.Moved:
                _tally.Remove(_roster.AvailabilityOf(slot), point);
                _tally.Add(_roster.AvailabilityOf(slot), move.Fix.Point);
                _index.Move(slot, move.Fix);
                _changes.Moved(slot);
                Changed(countsToo: false);
                break;
            case MoveResult.Stranger:
                with.Instruments.Stranger();
                _ = GrainFactory.GetGrain<IEfectivoGrain>(move.EfectivoId).Rejoin().AsTask();
                break;
        }
        return ValueTask.CompletedTask;
    }

    public ValueTask Leave(string efectivoId, long version)
    {
        Remove(efectivoId, version);
        return ValueTask.CompletedTask;
    }

    private bool Remove(string efectivoId, long version)
    {
        var (availability, point) = _roster.TryFind(efectivoId, out var known) ? (_roster.AvailabilityOf(known), _roster.FixOf(known).Point) : default;
        if (_roster.Leave(efectivoId, version, with.Now) is not { } slot)
        {
            return false;
        }
        _tally.Remove(availability, point);
        _index.Remove(slot);
        _changes.Left(slot);
        with.Instruments.Members(-1);
        Changed(countsToo: true);
        return true;
    }
}
