using GrupoGad.Cells;
using GrupoGad.Geo;
using GrupoGad.Retries;
using Microsoft.Extensions.Logging;

namespace GrupoGad.Efectivos;

/// <summary>Reports the place of one efectivo to its cells: enter, move, leave.</summary>
/// <remarks>
/// Soft state: no report awaits it. If a cell did not take a message, <paramref name="again"/> is asked to send the whole state again
/// after a pause of <see cref="Retries"/>, and the next report does so at once. An activation that ends with pending
/// messages is started again; the cells' audit of members finds those that a killed one left behind.
/// </remarks>
/// <param name="again">Makes this activation, or the next, send its state of then by <see cref="Tell"/>, not only a move.</param>
internal sealed partial class CellPresence(IGrainFactory grains, int liveLevel, ILogger logger, Action<TimeSpan> again)
{
    private static readonly Backoff Retries = new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(30));

    private static readonly Task<bool> _told = Task.FromResult(true);

    private CellId? _cell;
    private ICellGrain? _grain;
    private bool _lost;
    private bool _waiting;
    private int _failures;

    /// <summary>Cells it has left, each with a version above all that the cell received before: an older leave would leave a ghost there.</summary>
    private List<(CellId Cell, long Version)> _toLeave = [];

    /// <summary>True while a cell has not received the latest message to it.</summary>
    private bool Owes => _lost || _toLeave.Count > 0;

    /// <summary>A cell did not take its message, and the pause before the next try is not over.</summary>
    public bool IsWaiting => _waiting;

    /// <summary>Sets the cell that a former activation reported to: it is entered again, or left when the next fix is elsewhere.</summary>
    public void Resume(in Fix last) => (_cell, _lost) = (CellId.FromPoint(last.Point, liveLevel), true);

    /// <summary>The cell may hold it: it is there, or will take leave of it yet.</summary>
    public bool Claims(CellId cell) => _cell == cell || _toLeave.Exists(left => left.Cell == cell);

    /// <returns>True when its cell has it, as far as one can know: a move is not answered.</returns>
    public Task<bool> Tell(CellMember member, bool moveOnly)
    {
        var cell = CellId.FromPoint(member.Fix.Point, liveLevel);
        if (moveOnly && cell == _cell && !_lost)
        {
            _ = _grain!.Move(new CellMove { EfectivoId = member.EfectivoId, Fix = member.Fix, Version = member.Version });
            return _told;
        }
        if (_cell is { } former && former != cell)
        {
            _toLeave.Add((former, member.Version));
        }
        if (cell != _cell || _grain is null)
        {
            (_cell, _grain) = (cell, grains.GetGrain<ICellGrain>(cell.ToString()));
        }
        _lost = false;
        var entered = Enter(_grain, cell, member);
        _ = ThenLeave(entered, member);
        return entered;
    }

    /// <summary>Called after the requested pause. True when a cell has still not received the latest message to it.</summary>
    public bool PauseIsOver()
    {
        _waiting = false;
        return Owes;
    }

    private async Task<bool> Enter(ICellGrain grain, CellId cell, CellMember member)
    {
        try
        {
            await grain.Enter(member);
            return true;
        }
        catch (Exception exception)
        {
            _lost |= _cell == cell;
            TryAgain(exception);
            return false;
        }
    }

    private async Task ThenLeave(Task<bool> entered, CellMember member)
    {
        // Entered first, so that it is on every screen at every moment; screens let the newer fix win.
        if (!await entered)
        {
            return;
        }
        // Not those left for a later cell: that one may not be entered yet.
        var former = _toLeave.FindAll(left => left.Version <= member.Version);
        foreach (var left in former)
        {
            await Leave(left, member.EfectivoId);
        }
        _toLeave.RemoveAll(left => left.Version <= member.Version && left.Cell == _cell);
        if (!Owes)
        {
            _failures = 0;
        }
    }

    private async Task Leave((CellId Cell, long Version) left, string efectivoId)
    {
        if (left.Cell == _cell)
        {
            return; // It came back meanwhile.
        }
        try
        {
            await grains.GetGrain<ICellGrain>(left.Cell.ToString()).Leave(efectivoId, left.Version);
            _toLeave.Remove(left);
        }
        catch (Exception exception)
        {
            TryAgain(exception);
        }
    }

    private void TryAgain(Exception exception)
    {
        LogCellAway(logger, exception);
        if (!_waiting)
        {
            _waiting = true;
            again(Retries.Pause(_failures++));
        }
    }
}
