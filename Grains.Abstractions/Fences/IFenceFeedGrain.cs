using System.Collections.Immutable;

namespace GrupoGad.Fences;

/// <summary>
/// Fence events for screens, sent to gateways as they become durable. Bounded: events that a gateway could not take are left out and counted
/// (<see cref="FenceEventBatch.Missed"/>), and it reads <see cref="IFenceDirectoryGrain.EventsAfter"/> when it must have everything.
/// </summary>
/// <remarks>Key: the number of a shard, 0..<see cref="Boards.BoardShards.Count"/>−1, that of the fence's code. Soft state.</remarks>
[Alias(Aliases.FenceFeedGrain)]
public interface IFenceFeedGrain : IGrainWithIntegerKey
{
    /// <summary>Durable events of this shard, sent by the writer that stored them.</summary>
    [Alias(nameof(Tell))]
    ValueTask Tell(ImmutableArray<FenceEvent> events);

    /// <summary>Starts or renews a watch (every 10–15 s; it expires after 45 s).</summary>
    [Alias(nameof(Watch))]
    ValueTask Watch(IFenceFeedWatcher watcher);

    [Alias(nameof(Unwatch))]
    ValueTask Unwatch(IFenceFeedWatcher watcher);
}

/// <summary>A gateway as fence feeds see it.</summary>
[Alias(Aliases.FenceFeedWatcher)]
public interface IFenceFeedWatcher : IGrainObserver
{
    [Alias(nameof(OnFenceEvents))]
    Task OnFenceEvents(FenceEventBatch batch);
}

[GenerateSerializer, Immutable, Alias(Aliases.FenceEventBatch)]
public sealed record FenceEventBatch
{
    [Id(0)] public required int Shard { get; init; }

    /// <summary>Oldest first; at most 1,000.</summary>
    [Id(1)] public required ImmutableArray<FenceEvent> Events { get; init; }

    /// <summary>Events left out since the batch before.</summary>
    [Id(2)] public int Missed { get; init; }
}
