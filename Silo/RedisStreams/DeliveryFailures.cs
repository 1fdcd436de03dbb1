using Orleans.Streams;

namespace GrupoGad.Silo.RedisStreams;

/// <summary>Logs and counts entries that were given up. The subscription stays, because later entries may succeed and nothing depends on a lost one.</summary>
internal sealed partial class DeliveryFailures(StreamsInstruments instruments, ILogger<DeliveryFailures> logger) : IStreamFailureHandler
{
    public bool ShouldFaultSubsriptionOnError => false;

    public Task OnDeliveryFailure(GuidId subscriptionId, string streamProviderName, StreamId streamIdentity, StreamSequenceToken? sequenceToken)
    {
        instruments.Failed(StreamFailure.Delivery);
        LogGivenUp(streamProviderName, streamIdentity, sequenceToken);
        return Task.CompletedTask;
    }

    public Task OnSubscriptionFailure(GuidId subscriptionId, string streamProviderName, StreamId streamIdentity, StreamSequenceToken? sequenceToken)
    {
        instruments.Failed(StreamFailure.Subscription);
        LogNotSubscribed(streamProviderName, streamIdentity);
        return Task.CompletedTask;
    }

    [LoggerMessage(2110, LogLevel.Error, "{Provider}: stream {StreamId} gave up an entry ({Token}) that its grain would not take; the re-send makes it good")]
    private partial void LogGivenUp(string provider, StreamId streamId, StreamSequenceToken? token);

    [LoggerMessage(2111, LogLevel.Warning, "{Provider}: the consumer of stream {StreamId} could not be asked where it wants to begin")]
    private partial void LogNotSubscribed(string provider, StreamId streamId);
}
