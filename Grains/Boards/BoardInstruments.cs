using System.Diagnostics.Metrics;
using GrupoGad.Watching;

namespace GrupoGad.Boards;

/// <summary>Meters of the boards. Tags are bounded: never a key.</summary>
public sealed class BoardInstruments : IWatchMeter
{
    public const string MeterName = "GrupoGad.Boards";

    private readonly Counter<long> _batches;
    private readonly Counter<long> _coalesced;
    private readonly Counter<long> _lost;
    private readonly Counter<long> _late;
    private readonly Counter<long> _dropped;
    private readonly UpDownCounter<long> _items;

    public BoardInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _batches = meter.CreateCounter<long>("gad.boards.batches", "{batch}", "Batches taken in by gateways.");
        _coalesced = meter.CreateCounter<long>("gad.boards.coalesced", "{batch}", "Batches a slow gateway missed; a snapshot makes up for them.");
        _lost = meter.CreateCounter<long>("gad.boards.lost", "{batch}", "Batches that no gateway answered in time; a snapshot makes up for them.");
        _late = meter.CreateCounter<long>("gad.boards.late", "{item}", "Items no newer than what was shown.");
        _dropped = meter.CreateCounter<long>("gad.boards.dropped", "{item}", "Items that made room for others before their time.");
        _items = meter.CreateUpDownCounter<long>("gad.boards.items", "{item}", "Operations, commands and alarms on boards.");
    }

    public void Sent() => _batches.Add(1);

    public void Coalesced() => _coalesced.Add(1);

    public void Lost() => _lost.Add(1);

    public void Late() => _late.Add(1);

    internal void Dropped(BoardRank rank) => _dropped.Add(1, new KeyValuePair<string, object?>("rank", rank.ToString()));

    public void Items(int change) => _items.Add(change);
}
