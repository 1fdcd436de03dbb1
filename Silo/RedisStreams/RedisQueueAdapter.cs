using Orleans.Serialization;
using Orleans.Streams;
using StackExchange.Redis;

namespace GrupoGad.Silo.RedisStreams;

/// <summary>Appends events to the queue of their stream, and makes the receivers that read them.</summary>
internal sealed partial class RedisQueueAdapter(
    string name,
    IConnectionMultiplexer redis,
    HashRingBasedStreamQueueMapper queues,
    Func<QueueId, QueueKeys> keysOf,
    Func<QueueId, IQueueAdapterReceiver> receiverOf,
    RedisStreamsOptions options,
    Serializer<StreamBatch> serializer,
    StreamsInstruments instruments,
    ILogger<RedisQueueAdapter> logger) : IQueueAdapter
{
    private readonly IDatabase _redis = redis.GetDatabase();
    private int _failing;

    public string Name => name;

    /// <summary>A consumer begins with what comes; what it missed is in the ledger, not here.</summary>
    public bool IsRewindable => false;

    public StreamProviderDirection Direction => StreamProviderDirection.ReadWrite;

    public IQueueAdapterReceiver CreateReceiver(QueueId queueId) => receiverOf(queueId);

    /// <summary>Done when Redis has the entry.</summary>
    /// <exception cref="GadUnavailableException">Redis did not confirm it in time; it may have it all the same.</exception>
    /// <exception cref="ArgumentException">The events are too large together, or a place is asked for.</exception>
    public async Task QueueMessageBatchAsync<T>(StreamId streamId, IEnumerable<T> events, StreamSequenceToken? token, Dictionary<string, object>? requestContext)
    {
        if (token is not null)
        {
            throw new ArgumentException("An event's place is where Redis appends it; none can be asked for.", nameof(token));
        }
        var payload = serializer.SerializeToArray(new StreamBatch
        {
            StreamId = streamId, Events = [.. events.Cast<object>()], Context = requestContext is { Count: > 0 } ? requestContext : null,
        });
        if (payload.Length > options.EntryBytesMax)
        {
            throw new ArgumentException($"The events have {payload.Length} bytes together; {options.EntryBytesMax} are allowed ({RedisStreamsOptions.Section}:{nameof(options.EntryBytesMax)}).", nameof(events));
        }
        await Append(queues.GetQueueForStream(streamId), payload);
    }

    private async Task Append(QueueId queue, byte[] payload)
    {
        var keys = keysOf(queue);
        if (Volatile.Read(ref _failing) == 1 && !redis.IsConnected)
        {
            // One publisher waited in vain; the others need not, and nothing piles up.
            instruments.Failed(StreamFailure.Append);
            throw new GadUnavailableException("streams");
        }
        try
        {
            var appended = _redis.StreamAddAsync(keys.Stream, QueueKeys.Payload, payload, maxLength: options.QueueEntriesMax, useApproximateMaxLength: true);
            // On the same connection and therefore after it; lost, it costs the reader's idle time.
            await _redis.PublishAsync(keys.Channel, RedisValue.EmptyString, CommandFlags.FireAndForget);
            // The driver looks for commands out of time only now and then.
            await appended.WaitAsync(TimeSpan.FromMilliseconds(options.OperationTimeoutMs));
        }
        catch (Exception exception) when (RedisErrors.IsAway(exception))
        {
            instruments.Failed(StreamFailure.Append);
            if (Interlocked.Exchange(ref _failing, 1) == 0)
            {
                LogAppendFailed(new QueueName(queue), exception);
            }
            throw new GadUnavailableException("streams");
        }
        instruments.Appended();
        if (Volatile.Read(ref _failing) == 1 && Interlocked.Exchange(ref _failing, 0) == 1)
        {
            LogAppendBack();
        }
    }
}
