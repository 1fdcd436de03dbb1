using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Internal;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.PostGis.Caching;

/// <summary>
/// Answers of slow questions that may be some minutes old. A full cache removes answers with a single request first, then those unused for longest.
/// </summary>
/// <remarks>Callers with the same question at once share one read. A failed read is not kept.</remarks>
internal sealed class ResultCache(CacheInstruments instruments, IOptions<TtlOptions> options, TimeProvider clock) : IDisposable
{
    /// <summary>Part of all answers that makes room at once, beside one answer.</summary>
    private const double RoomPart = 0.05;

    private readonly Lock _lock = new();
    private readonly MemoryCache _answers = new(new MemoryCacheOptions { SizeLimit = options.Value.AnswersMax, Clock = new Clock(clock) });

    public int Count => _answers.Count;

    /// <param name="group">Answers of one group are dropped together; a bounded name.</param>
    /// <param name="question">Compared by value.</param>
    /// <param name="read">Not cancelled with its caller.</param>
    /// <param name="cancellation">Of this caller's wait.</param>
    public async Task<T> Get<T>(string group, object question, Func<Task<T>> read, CancellationToken cancellation) where T : notnull
    {
        var key = new Key(group, question);
        Answer answer;
        lock (_lock)
        {
            var known = _answers.Get<Answer>(key);
            instruments.Asked(group, known is not null);
            answer = known ?? Start(key, read);
            if (known is { IsAskedAgain: false })
            {
                known.IsAskedAgain = true;
                Keep(key, known, CacheItemPriority.High);
            }
        }
        return (T)await answer.Value.WaitAsync(cancellation);
    }

    /// <summary>Removes the answers of a group whose data has changed.</summary>
    public void Drop(string group)
    {
        lock (_lock)
        {
            foreach (var key in _answers.Keys.OfType<Key>().Where(key => key.Group == group))
            {
                _answers.Remove(key);
            }
        }
    }

    public void Dispose() => _answers.Dispose();

    private Answer Start<T>(Key key, Func<Task<T>> read) where T : notnull
    {
        // On the pool, because the caller holds the lock.
        var answer = new Answer(Task.Run(async () => (object)await read()), clock.GetUtcNow().AddSeconds(LifeS()));
        if (_answers.Count >= options.Value.AnswersMax)
        {
            _answers.Compact(Math.Min(1, RoomPart + 1.0 / options.Value.AnswersMax));
        }
        Keep(key, answer, CacheItemPriority.Low);
        _ = answer.Value.ContinueWith(_ => Forget(key, answer), CancellationToken.None, TaskContinuationOptions.NotOnRanToCompletion, TaskScheduler.Default);
        return answer;
    }

    private void Keep(Key key, Answer answer, CacheItemPriority priority) => _answers.Set(key, answer, new MemoryCacheEntryOptions
    {
        Size = 1, AbsoluteExpiration = answer.Until, Priority = priority, PostEvictionCallbacks = { new() { EvictionCallback = Left } },
    });

    private void Left(object key, object? value, EvictionReason reason, object? state)
    {
        if (reason is not EvictionReason.Replaced)
        {
            instruments.Left(((Key)key).Group, reason switch { EvictionReason.Expired => "expired", EvictionReason.Capacity => "room", _ => "dropped" });
        }
    }

    private void Forget(Key key, Answer answer)
    {
        lock (_lock)
        {
            if (ReferenceEquals(_answers.Get<Answer>(key), answer))
            {
                _answers.Remove(key);
            }
        }
    }

    private double LifeS() => options.Value.HourlyAggregatesS * (1 - Random.Shared.NextDouble() * options.Value.StaggerPercent / 100);

    private sealed record Key(string Group, object Question);

    private sealed record Answer(Task<object> Value, DateTimeOffset Until)
    {
        /// <summary>More than one caller has asked for it.</summary>
        public bool IsAskedAgain { get; set; }
    }

    private sealed class Clock(TimeProvider clock) : ISystemClock
    {
        public DateTimeOffset UtcNow => clock.GetUtcNow();
    }
}
