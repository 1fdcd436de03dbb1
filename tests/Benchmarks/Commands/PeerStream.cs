using System.Globalization;
using Microsoft.AspNetCore.SignalR;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace GrupoGad.Benchmarks.Commands;

/// <summary>An Orleans memory stream with its defaults (eight queues, looked at every 100 ms), as many streams as the product has shards.</summary>
internal sealed class PeerStream(IClusterClient client) : IPeerWay
{
    public const string Name = "peer";
    public const string Namespace = "peer-commands";

    public Task Send(PeerSignalR.Wish wish) => Task.WhenAll(wish.Recipients.GroupBy(StreamNames.ShardOf).Select(shard => client.GetStreamProvider(Name)
        .GetStream<PeerNotice>(StreamId.Create(Namespace, shard.Key.ToString(CultureInfo.InvariantCulture)))
        .OnNextAsync(new PeerNotice(wish.CommandId, wish.Text, [.. shard]))));
}

[GenerateSerializer, Immutable, Alias("bench.peer-notice")]
internal sealed record PeerNotice([property: Id(0)] string CommandId, [property: Id(1)] string Text, [property: Id(2)] string[] Recipients);

/// <summary>Hands what one shard's stream brings to the sockets, which are in this process: no backplane behind it.</summary>
[ImplicitStreamSubscription(PeerStream.Namespace)]
internal sealed class PeerShardGrain(IHubContext<PeerSignalR> hub) : Grain, IGrainWithStringKey, IStreamSubscriptionObserver, IAsyncObserver<PeerNotice>
{
    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<PeerNotice>().ResumeAsync(this);

    public Task OnNextAsync(PeerNotice item, StreamSequenceToken? token = null) => hub.Clients.Users(item.Recipients).SendAsync("command", item.CommandId, item.Text);

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}
