using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.PostGis.Caching;

/// <summary>Answers of slow questions that may be some minutes old. When it is full, what is asked for most stays.</summary>
/// <remarks>Several who ask the same at once wait for one read. A failed read is not kept.</remarks>
internal sealed class ResultCache(CacheInstruments instruments, IOptions<TtlOptions> options, TimeProvider clock)
{
    /// <summary>Entries looked at to find one that makes room: the least asked for of a few is nearly the least of all.</summary>
    private const int Sample = 8;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Group, object Question), Entry> _entries = [];
    private readonly FrequencySketch _asked = new();

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <param name="group">What is dropped together; a bounded name.</param>
    /// <param name="question">Compared by value.</param>
    /// <param name="read">Not cancelled with its caller.</param>
    /// <param name="cancellation">Of this caller's wait.</param>
    public async Task<T> Get<T>(string group, object question, Func<Task<T>> read, CancellationToken cancellation) where T : notnull
    {
        var key = (group, question);
        Task<object> answer;
        lock (_lock)
        {
            _asked.Note(key.GetHashCode());
            var known = _entries.TryGetValue(key, out var entry);
            if (known && entry!.Until <= clock.GetTimestamp())
            {
                _entries.Remove(key);
                instruments.Left(group, "expired");
                known = false;
            }
            instruments.Asked(group, known);
            answer = known ? entry!.Answer : Start(key, read);
        }
        return (T)await answer.WaitAsync(cancellation);
    }

    /// <summary>What was read for this group is not so any more.</summary>
    public void Drop(string group)
    {
        lock (_lock)
        {
            foreach (var key in _entries.Keys.Where(key => key.Group == group).ToArray())
            {
                _entries.Remove(key);
                instruments.Left(group, "dropped");
            }
        }
    }

    private Task<object> Start<T>((string Group, object Question) key, Func<Task<T>> read) where T : notnull
    {
        // Not on the caller's thread: it holds the lock.
        var answer = Task.Run(async () => (object)await read());
        if (MakeRoom(key))
        {
            var entry = new Entry(answer, clock.GetTimestamp() + (long)(Life() * clock.TimestampFrequency));
            _entries[key] = entry;
            _ = answer.ContinueWith(_ => Forget(key, entry), CancellationToken.None, TaskContinuationOptions.NotOnRanToCompletion, TaskScheduler.Default);
        }
        return answer;
    }

    private bool MakeRoom((string Group, object Question) key)
    {
        if (_entries.Count < options.Value.AnswersMax)
        {
            return true;
        }
        var victim = _entries.Keys.Skip(Random.Shared.Next(Math.Max(1, _entries.Count - Sample))).Take(Sample).MinBy(other => _asked.Of(other.GetHashCode()));
        if (_asked.Of(victim.GetHashCode()) > _asked.Of(key.GetHashCode()))
        {
            instruments.Left(key.Group, "refused");
            return false;
        }
        _entries.Remove(victim);
        instruments.Left(victim.Group, "room");
        return true;
    }

    private void Forget((string Group, object Question) key, Entry entry)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out var known) && ReferenceEquals(known, entry))
            {
                _entries.Remove(key);
            }
        }
    }

    private double Life() => options.Value.HourlyAggregatesS * (1 - Random.Shared.NextDouble() * options.Value.StaggerPercent / 100);

    private sealed record Entry(Task<object> Answer, long Until);
}
