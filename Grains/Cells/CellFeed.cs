using GrupoGad.Geo;

namespace GrupoGad.Cells;

/// <summary>Sends a cell's counts to the next coarser level, at once when the cell becomes occupied or empty, else with the tick.</summary>
internal sealed class CellFeed
{
    /// <summary>Before a feed that failed is tried again: what holds the coarser cell needs a moment to be replaced.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ICountCellGrain? _parent;
    private readonly TimeProvider _clock;
    private readonly Action<Exception> _failed;
    private CellCounts _latest;
    private CellCounts? _next;
    private bool _occupied;

    /// <param name="failed">The counts wait for the next <see cref="Flush"/>, which it is to bring about.</param>
    public CellFeed(IGrainFactory grains, CellId cell, TimeProvider clock, Action<Exception> failed)
    {
        (_clock, _failed) = (clock, failed);
        _parent = CountLevels.Above(cell.Level) is { } level ? grains.GetGrain<ICountCellGrain>(cell.AtLevel(level).ToString()) : null;
    }

    public bool Pending => _next is not null;

    public void Mark(CellCounts counts)
    {
        _next = _latest = counts;
        if (counts.Total > 0 != _occupied)
        {
            // A search goes down through occupied cells only: it must not miss the first one in an empty region for a tick.
            _occupied = counts.Total > 0;
            Flush();
        }
    }

    public void Flush()
    {
        if (_next is { } counts)
        {
            _next = null;
            _ = Send(counts);
        }
    }

    private async Task Send(CellCounts counts)
    {
        try
        {
            if (_parent is not null)
            {
                await _parent.Feed(counts);
            }
        }
        catch (Exception exception)
        {
            await Task.Delay(Pause, _clock);
            // Not those that failed: newer ones may have come through meanwhile.
            _next = _latest;
            _failed(exception);
        }
    }
}
