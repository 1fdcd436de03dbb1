using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace GrupoGad.Commands;

/// <summary>Takes the notices of one shard from the streams and offers each command to the inboxes of its recipients.</summary>
/// <remarks>
/// Key: the number of the shard, as text; one activation for both providers. It is reentrant and offers in slices, so a critical notice passes a broadcast
/// that is under way, which goes on after it. It stores nothing; the command's own grain offers the command again to missed recipients.
/// </remarks>
[Reentrant, ImplicitStreamSubscription(StreamNames.CommandNotices)]
public sealed partial class CommandRelayGrain(CommandDependencies with) : Grain, IGrainWithStringKey, IStreamSubscriptionObserver, IAsyncObserver<CommandNotice>
{
    private readonly ILogger _logger = with.Loggers.CreateLogger<CommandRelayGrain>();

    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<CommandNotice>().ResumeAsync(this);

    /// <summary>5  Offers to every inbox by one-way calls, so that no slow inbox holds up the others.</summary>
    public async Task OnNextAsync(CommandNotice item, StreamSequenceToken? token = null)
    {
        var (critical, sent) = (item.Command.Class == CommandClass.Critical, 0);
        foreach (var efectivo in item.Recipients)
        {
            await GrainFactory.GetGrain<IInboxFeedGrain>(efectivo).Offer(item.Command);
            if (++sent % with.Options.OffersAtOnce == 0 && !critical)
            {
                await Task.Yield();
            }
        }
    }

    public Task OnErrorAsync(Exception ex)
    {
        LogStreamError(this.GetPrimaryKeyString(), ex);
        return Task.CompletedTask;
    }

    [LoggerMessage(1420, LogLevel.Warning, "The stream of shard {Shard} failed; commands are late by the re-send period")]
    private partial void LogStreamError(string shard, Exception exception);
}
