using Orleans.Serialization;
using Orleans.Streams;
using StackExchange.Redis;

namespace GrupoGad.Silo.RedisStreams;

/// <summary>Reads one queue for as long as this silo owns it. Its pulling agent calls one thing at a time.</summary>
/// <remarks>
/// The agent would log every exception, so an absent Redis causes none. The receiver waits for Redis, some milliseconds at a time. All waits end
/// at once when the agent stops.
/// </remarks>
internal sealed partial class RedisQueueReceiver(
    QueueId queue,
    IConnectionMultiplexer redis,
    QueueKeys keys,
    RedisStreamsOptions options,
    QueueCaches caches,
    Serializer<StreamBatch> serializer,
    StreamsInstruments instruments,
    TimeProvider clock,
    ILogger<RedisQueueReceiver> logger) : IQueueAdapterReceiver
{
    private readonly QueueName _name = new(queue);
    private readonly QueueReader _reader = new(redis.GetDatabase(), keys);
    private readonly Checkpoint _checkpoint = new(redis.GetDatabase(), keys, TimeSpan.FromMilliseconds(options.CheckpointEveryMs), clock);
    private readonly AppendWatch _watch = new(redis.GetSubscriber(), keys.Channel);
    private bool _placed;
    private bool _atEnd;
    private long _sequence;
    private int _failures;
    private long _failingSince;

    /// <remarks>Called once and never again, so what needs Redis is done at the first read that finds it.</remarks>
    public Task Initialize(TimeSpan timeout) => Task.CompletedTask;

    Task<IList<IBatchContainer>> IQueueAdapterReceiver.GetQueueMessagesAsync(int maxCount) => GetQueueMessagesAsync(maxCount, CancellationToken.None);

    Task IQueueAdapterReceiver.MessagesDeliveredAsync(IList<IBatchContainer> messages) => MessagesDeliveredAsync(messages, CancellationToken.None);

    public async Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount, CancellationToken cancellationToken)
    {
        try
        {
            await Place(cancellationToken);
            await Save(_checkpoint.SaveIfDue, cancellationToken);
            if (_atEnd)
            {
                await _watch.Wait(TimeSpan.FromMilliseconds(options.IdleReadEveryMs), cancellationToken);
            }
            var entries = await NextPage(maxCount > 0 ? maxCount : options.CacheEntriesMax, cancellationToken);
            Succeeded();
            return Batches(entries);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return [];
        }
        catch (Exception exception) when (RedisErrors.IsAway(exception))
        {
            await Failed(exception, cancellationToken);
            return [];
        }
    }

    /// <summary>The cache holds these entries no longer, because every grain has them or they were given up.</summary>
    public Task MessagesDeliveredAsync(IList<IBatchContainer> messages, CancellationToken cancellationToken)
    {
        // The last entry in reading order, not the highest id, because ids may begin again after a loss of Redis.
        if (messages.OfType<StreamBatch>().LastOrDefault() is { } last)
        {
            _checkpoint.Reached(last.Entry);
        }
        return Task.CompletedTask;
    }

    public Task Shutdown(TimeSpan timeout) => Shutdown(timeout, CancellationToken.None);

    public async Task Shutdown(TimeSpan timeout, CancellationToken cancellationToken)
    {
        caches.Forget(queue);
        await Save(_checkpoint.SaveNow, cancellationToken);
        try
        {
            await _watch.End().WaitAsync(timeout, cancellationToken);
        }
        catch (Exception exception) when (RedisErrors.IsAway(exception) || exception is OperationCanceledException)
        {
            // It ends with the connection.
        }
    }

    /// <summary>Finds the place to read on from, once; and listens for appends.</summary>
    private async Task Place(CancellationToken cancellation)
    {
        if (_placed)
        {
            return;
        }
        try
        {
            await _watch.Begin(cancellation);
        }
        catch (RedisServerException exception)
        {
            LogDeaf(_name, exception);
        }
        _reader.Position = await Saved(await _reader.Last(cancellation), cancellation);
        _placed = true;
        LogBegin(_name, _reader.Position);
    }

    private async Task<StreamEntry[]> NextPage(int count, CancellationToken cancellation)
    {
        var before = _reader.Position;
        var entries = await _reader.NextPage(count, cancellation);
        _atEnd = entries.Length < count;
        if (entries.Length == 0)
        {
            await GoBackAfterLoss(cancellation);
        }
        else if (!_atEnd && before > EntryId.Zero && await _reader.First(cancellation) is var first && first > before)
        {
            instruments.Failed(StreamFailure.Trimmed);
            LogTrimmed(_name, before, first);
        }
        if (entries.Length > 0)
        {
            // Set last, so that a page whose check failed is read again and not lost.
            _reader.Position = EntryId.Parse(entries[^1].Id);
        }
        return entries;
    }

    /// <summary>A Redis that was emptied, or came back older than it was, may number from below the place reached. Waiting there would never end.</summary>
    private async Task GoBackAfterLoss(CancellationToken cancellation)
    {
        var last = await _reader.Last(cancellation);
        if (last < _reader.Position)
        {
            instruments.Failed(StreamFailure.Restarted);
            LogRestarted(_name, _reader.Position, last);
            _reader.Position = await Saved(last, cancellation);
            _atEnd = false;
        }
    }

    /// <summary>The checkpoint. A checkpoint beyond the end is a leftover, and then all entries are new.</summary>
    private async Task<EntryId> Saved(EntryId last, CancellationToken cancellation)
    {
        var saved = await _checkpoint.Load(cancellation);
        return saved > last ? EntryId.Zero : saved;
    }

    private List<IBatchContainer> Batches(StreamEntry[] entries)
    {
        var batches = new List<IBatchContainer>(entries.Length);
        foreach (var entry in entries)
        {
            var id = EntryId.Parse(entry.Id);
            _sequence = id.SequenceAfter(_sequence);
            try
            {
                batches.Add(serializer.Deserialize((ReadOnlyMemory<byte>)entry[QueueKeys.Payload])! with { Sequence = _sequence, Entry = id });
            }
            catch (Exception exception)
            {
                // Any exception of the serializer, because one entry must not hold up those behind it.
                instruments.Failed(StreamFailure.Unreadable);
                LogUnreadable(_name, id, exception);
            }
        }
        if (entries.Length > 0)
        {
            instruments.Read(entries.Length);
            instruments.Lag(clock.GetUtcNow() - EntryId.Parse(entries[0].Id).AppendedAt);
        }
        return batches;
    }

    /// <summary>Saves the checkpoint without holding up the queue. A failure only means that more entries are delivered again.</summary>
    private async Task Save(Func<CancellationToken, Task> save, CancellationToken cancellation)
    {
        try
        {
            await save(cancellation);
        }
        catch (Exception exception) when (RedisErrors.IsAway(exception))
        {
            instruments.Failed(StreamFailure.Checkpoint);
            LogNotSaved(_name, exception);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The agent stops; its last act is to save.
        }
    }

    private void Succeeded()
    {
        if (_failures > 0)
        {
            LogBack(_name, clock.GetElapsedTime(_failingSince).TotalSeconds);
            _failures = 0;
        }
    }

    private async Task Failed(Exception exception, CancellationToken cancellation)
    {
        instruments.Failed(StreamFailure.Read);
        if (_failures == 0)
        {
            _failingSince = clock.GetTimestamp();
            LogAway(_name, exception);
        }
        // What was missed meanwhile is read at once.
        _atEnd = false;
        await Task.Delay(options.Retries.Pause(_failures++), clock, cancellation)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }
}
