using System.Collections.Concurrent;
using GrupoGad.Alarms;
using GrupoGad.Boards;

namespace GrupoGad.Cluster.Tests.Alarms;

/// <summary>A screen as a gateway keeps it: applies batches in order, and asks for everything when one is missing or its watch was lost.</summary>
internal sealed class BoardScreen(IGrainFactory grains, int shard) : IBoardWatcher
{
    private readonly ConcurrentDictionary<string, BoardItem> _items = new();
    private readonly ConcurrentQueue<BoardBatch> _batches = new();
    private IBoardWatcher? _reference;
    private long _sequence = -1;

    /// <summary>Every batch it was handed, in order.</summary>
    public BoardBatch[] Batches => [.. _batches];

    /// <summary>Set: the next batches are not taken in before it is done.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public AlarmSummary? AlarmOf(string efectivo) => _items.TryGetValue("a:" + efectivo, out var item) ? item.Alarm : null;

    /// <summary>Versions of an efectivo's raised alarm in the order they were told.</summary>
    public long[] Rings(string efectivo) =>
        [.. Batches.SelectMany(batch => batch.Items).Where(item => item.Alarm is { Status: AlarmStatus.Raised } alarm && alarm.EfectivoId == efectivo).Select(item => item.Version)];

    /// <summary>Starts or renews; heals what was missed.</summary>
    public async Task Renew()
    {
        _reference ??= grains.CreateObjectReference<IBoardWatcher>(this);
        var board = grains.GetGrain<IBoardGrain>(shard);
        if (await board.Watch(_reference) != Interlocked.Read(ref _sequence))
        {
            Apply(await board.Snapshot());
        }
    }

    public Task Leave() => grains.GetGrain<IBoardGrain>(shard).Unwatch(_reference!).AsTask();

    public Task OnBoard(BoardBatch batch)
    {
        _batches.Enqueue(batch);
        Apply(batch);
        return Gate?.Task ?? Task.CompletedTask;
    }

    private void Apply(BoardBatch batch)
    {
        if (batch.Snapshot)
        {
            _items.Clear();
        }
        foreach (var item in batch.Items)
        {
            _items[item.Key] = item;
        }
        foreach (var key in batch.Removed)
        {
            _items.TryRemove(key, out _);
        }
        Interlocked.Exchange(ref _sequence, batch.Sequence);
    }
}
