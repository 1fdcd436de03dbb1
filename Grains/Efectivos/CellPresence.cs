using GrupoGad.Cells;
using GrupoGad.Geo;
using Microsoft.Extensions.Logging;

namespace GrupoGad.Efectivos;

/// <summary>Keeps the cells told of where one efectivo is: enter, move, leave.</summary>
/// <remarks>
/// Soft state: nothing here is awaited by a report. A call that fails makes the next report enter anew; a leave that fails is tried again,
/// unless its cell died and forgot by itself.
/// </remarks>
internal sealed partial class CellPresence(IGrainFactory grains, int liveLevel, ILogger logger)
{
    private CellId? _cell;
    private ICellGrain? _grain;
    private bool _lost;

    /// <summary>Cells it has left, each with a version above all that the cell was told before: an older leave would leave a ghost there.</summary>
    private List<(CellId Cell, long Version)> _toLeave = [];

    /// <summary>Where a former activation has told the cell: it is entered anew, or left when the next fix is elsewhere.</summary>
    public void Resume(in Fix last) => (_cell, _lost) = (CellId.FromPoint(last.Point, liveLevel), true);

    public void Tell(CellMember member, bool moveOnly)
    {
        var cell = CellId.FromPoint(member.Fix.Point, liveLevel);
        if (moveOnly && cell == _cell && !_lost)
        {
            _ = _grain!.Move(new CellMove { EfectivoId = member.EfectivoId, Fix = member.Fix, Version = member.Version });
            return;
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
        _ = EnterThenLeave(_grain, cell, member);
    }

    private async Task EnterThenLeave(ICellGrain grain, CellId cell, CellMember member)
    {
        try
        {
            // Entered first, so that it is on every screen at every moment; screens let the newer fix win.
            await grain.Enter(member);
        }
        catch (Exception exception)
        {
            LogCellAway(logger, exception);
            _lost |= _cell == cell;
            return;
        }
        // Not those left for a later cell: that one may not be entered yet.
        var former = _toLeave.FindAll(left => left.Version <= member.Version);
        _toLeave = _toLeave.FindAll(left => left.Version > member.Version);
        foreach (var left in former)
        {
            await Leave(left, member.EfectivoId);
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
        }
        catch (Exception exception)
        {
            LogCellAway(logger, exception);
            _toLeave.Add(left);
            _lost = true;
        }
    }
}
