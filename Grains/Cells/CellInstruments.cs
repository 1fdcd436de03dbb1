using System.Diagnostics.Metrics;
using GrupoGad.Watching;

namespace GrupoGad.Cells;

/// <summary>Meters of the cells. Tags are bounded: never a quadkey.</summary>
public sealed class CellInstruments : IWatchMeter
{
    public const string MeterName = "GrupoGad.Cells";

    private readonly Counter<long> _batches;
    private readonly Counter<long> _coalesced;
    private readonly Counter<long> _lost;
    private readonly Counter<long> _strangers;
    private readonly Counter<long> _ghosts;
    private readonly UpDownCounter<long> _members;
    private readonly Histogram<int> _cellsAsked;

    public CellInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _batches = meter.CreateCounter<long>("gad.cells.batches", "{batch}", "Batches taken in by gateways.");
        _coalesced = meter.CreateCounter<long>("gad.cells.coalesced", "{batch}", "Batches a slow gateway missed; a snapshot makes up for them.");
        _lost = meter.CreateCounter<long>("gad.cells.lost", "{batch}", "Batches that no gateway answered in time; a snapshot makes up for them.");
        _strangers = meter.CreateCounter<long>("gad.cells.strangers", "{move}", "Moves of efectivos the cell did not know; they are asked to rejoin.");
        _ghosts = meter.CreateCounter<long>("gad.cells.ghosts", "{efectivo}", "Members that a cell asked and that were elsewhere.");
        _members = meter.CreateUpDownCounter<long>("gad.cells.members", "{efectivo}", "Efectivos in live cells.");
        _cellsAsked = meter.CreateHistogram<int>("gad.search.cells", "{cell}", "Cells asked for one nearest answer.");
    }

    public void Sent() => _batches.Add(1);

    public void Coalesced() => _coalesced.Add(1);

    public void Lost() => _lost.Add(1);

    public void Stranger() => _strangers.Add(1);

    public void Ghost() => _ghosts.Add(1);

    public void Members(int change) => _members.Add(change);

    public void Searched(int cells) => _cellsAsked.Record(cells);
}
