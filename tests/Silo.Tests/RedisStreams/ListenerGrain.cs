using Orleans.Streams;

namespace GrupoGad.Silo.Tests.RedisStreams;

/// <summary>Woken by the stream of its key, like the command relay.</summary>
public interface IListenerGrain : IGrainWithStringKey;

[ImplicitStreamSubscription(Namespace)]
public sealed class ListenerGrain : Grain, IListenerGrain, IAsyncObserver<int>
{
    public const string Namespace = "listener";

    private Ear _ear = Ear.Of("");

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _ear = Ear.Of(this.GetPrimaryKeyString());
        var stream = this.GetStreamProvider(StreamNames.Commands).GetStream<int>(StreamId.Create(Namespace, this.GetPrimaryKeyString()));
        await stream.SubscribeAsync(this);
    }

    public Task OnNextAsync(int item, StreamSequenceToken? token = null) => _ear.Hear(item);

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}
