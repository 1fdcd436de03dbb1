using System.Collections.Concurrent;

namespace GrupoGad.Silo.PostGis.Ledger;

/// <summary>Entries that wait for their commit. While one is under way the next fills: nobody waits for a clock, but for company.</summary>
internal sealed class LedgerLane(LedgerOptions options, Func<LedgerLane, List<LedgerEntry>, Task> commit) : IDisposable
{
    private readonly ConcurrentQueue<LedgerEntry> _entries = new();
    private readonly SemaphoreSlim _wake = new(0);
    private Timer? _notes;
    private int _noted;
    private volatile bool _closed;

    public void Add(LedgerEntry entry)
    {
        _entries.Enqueue(entry);
        _wake.Release();
    }

    /// <summary>Rides along with what wakes the lane next; alone, after a while.</summary>
    public void AddNote(LedgerEntry entry)
    {
        _entries.Enqueue(entry);
        if (Interlocked.Exchange(ref _noted, 1) == 0)
        {
            LazyInitializer.EnsureInitialized(ref _notes, () => new Timer(_ => _wake.Release())).Change(options.NoteDelayMs, Timeout.Infinite);
        }
    }

    /// <summary>Commits until closed and empty. The commit must not throw.</summary>
    public async Task Run()
    {
        while (true)
        {
            await _wake.WaitAsync();
            // Whoever is here now goes along; their wakes are used up.
            while (_wake.CurrentCount > 0 && _wake.Wait(0))
            {
            }
            Volatile.Write(ref _noted, 0);
            while (Next() is { Count: > 0 } batch)
            {
                await commit(this, batch);
            }
            if (_closed && _entries.IsEmpty)
            {
                return;
            }
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
        _notes?.Dispose();
        _wake.Dispose();
    }

    /// <summary>Takes out those in front that have waited too long, while a commit is tried again and again.</summary>
    public List<LedgerEntry> TakeOlder(Func<LedgerEntry, bool> tooLong)
    {
        var old = new List<LedgerEntry>();
        while (_entries.TryPeek(out var entry) && tooLong(entry) && _entries.TryDequeue(out entry))
        {
            old.Add(entry);
        }
        return old;
    }

    private List<LedgerEntry> Next()
    {
        var (batch, rows) = (new List<LedgerEntry>(), 0);
        while (_entries.TryPeek(out var entry) && (batch.Count == 0 || rows + entry.Rows <= options.CommitRowsMax) && _entries.TryDequeue(out entry))
        {
            batch.Add(entry);
            rows += entry.Rows;
        }
        return batch;
    }
}
