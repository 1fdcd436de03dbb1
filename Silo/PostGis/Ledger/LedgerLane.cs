using System.Collections.Concurrent;

namespace GrupoGad.Silo.PostGis.Ledger;

/// <summary>Entries that wait for their commit. While a commit is under way the next one fills, so no entry waits for a timer.</summary>
/// <remarks>Critical entries go first, steps that no caller waits for last. Each kind keeps a part of every commit, so none starves.</remarks>
internal sealed class LedgerLane(LedgerOptions options, TimeProvider clock, Func<LedgerLane, List<LedgerEntry>, Task> commit) : IDisposable
{
    private readonly ConcurrentQueue<LedgerEntry> _critical = new();
    private readonly ConcurrentQueue<LedgerEntry> _rest = new();
    private readonly ConcurrentQueue<LedgerEntry> _notes = new();
    private readonly SemaphoreSlim _wake = new(0);
    private ITimer? _alarm;
    private int _noted;
    private volatile bool _closed;

    private bool IsEmpty => _critical.IsEmpty && _rest.IsEmpty && _notes.IsEmpty;

    public void Add(LedgerEntry entry)
    {
        (entry.IsCritical ? _critical : _rest).Enqueue(entry);
        _wake.Release();
    }

    /// <summary>Adds an entry that goes with the next commit, or alone after a while.</summary>
    public void AddNote(LedgerEntry entry)
    {
        _notes.Enqueue(entry);
        if (Interlocked.Exchange(ref _noted, 1) == 0)
        {
            LazyInitializer.EnsureInitialized(ref _alarm, () => clock.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan))
                .Change(TimeSpan.FromMilliseconds(options.NoteDelayMs), Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Commits until closed and empty. The commit must not throw.</summary>
    public async Task Run()
    {
        while (!_closed || !IsEmpty)
        {
            await _wake.WaitAsync();
            // All entries present go into this commit, so their signals are used up.
            while (_wake.CurrentCount > 0 && _wake.Wait(0))
            {
            }
            Volatile.Write(ref _noted, 0);
            while (Next() is { Count: > 0 } batch)
            {
                await commit(this, batch);
            }
        }
    }

    /// <summary>The timer's. One that is under way while the lane is disposed of must not end the process.</summary>
    internal void Ring()
    {
        try
        {
            _wake.Release();
        }
        catch (ObjectDisposedException)
        {
            // The lane ends: no caller waits any more.
        }
    }

    /// <summary>Takes no more; what is there is committed.</summary>
    public void Close()
    {
        _closed = true;
        _wake.Release();
    }

    public void Dispose()
    {
        _alarm?.Dispose();
        _wake.Dispose();
    }

    /// <summary>Takes out those in front that have waited too long, while a commit is tried again and again.</summary>
    public List<LedgerEntry> TakeOlder(Func<LedgerEntry, bool> tooLong)
    {
        var old = new List<LedgerEntry>();
        foreach (var queue in new[] { _critical, _rest, _notes })
        {
            while (queue.TryPeek(out var entry) && tooLong(entry) && queue.TryDequeue(out entry))
            {
                old.Add(entry);
            }
        }
        return old;
    }

    /// <summary>The next commit, at least one entry when there is one.</summary>
    internal List<LedgerEntry> Next()
    {
        var (batch, rows, max) = (new List<LedgerEntry>(), 0, options.CommitRowsMax);
        Take(_critical, max * 3 / 4);
        Take(_rest, max * 15 / 16);
        Take(_notes, max);
        Take(_rest, max);
        Take(_critical, max);
        return batch;

        void Take(ConcurrentQueue<LedgerEntry> queue, int limit)
        {
            while (queue.TryPeek(out var entry) && (batch.Count == 0 || rows + entry.Rows <= limit) && queue.TryDequeue(out entry))
            {
                batch.Add(entry);
                rows += entry.Rows;
            }
        }
    }
}
