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
    private List<CellId>? _toLeave;

    public void Tell(CellMember member, bool moveOnly)
    {
        var cell = CellId.FromPoint(member.Fix.Point, liveLevel);
        if (moveOnly && cell == _cell)
        {
            _ = _grain!.Move(new CellMove { EfectivoId = member.EfectivoId, Fix = member.Fix, Version = member.Version });
            return;
        }
        if (_cell is { } former && former != cell)
        {
            (_toLeave ??= []).Add(former);
        }
        if (cell != _cell)
        {
            (_cell, _grain) = (cell, grains.GetGrain<ICellGrain>(cell.ToString()));
        }
        _ = EnterThenLeave(_grain!, cell, member);
    }

    private async Task EnterThenLeave(ICellGrain grain, CellId cell, CellMember member)
    {
        try
        {
            // Entered first, so that it is on every screen at every moment; screens let the newer fix win.
            await grain.Enter(member);
            var former = _toLeave;
            _toLeave = null;
            foreach (var left in former ?? [])
            {
                await Leave(left, member);
            }
        }
        catch (Exception exception)
        {
            LogCellAway(logger, exception);
            if (_cell == cell)
            {
                _cell = null;
            }
        }
    }

    private async Task Leave(CellId former, CellMember member)
    {
        if (former == _cell)
        {
            return; // It came back meanwhile.
        }
        try
        {
            await grains.GetGrain<ICellGrain>(former.ToString()).Leave(member.EfectivoId, member.Version);
        }
        catch (Exception exception)
        {
            LogCellAway(logger, exception);
            (_toLeave ??= []).Add(former);
            _cell = null;
        }
    }
}
