using System.Globalization;
using GrupoGad.Boards;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Live.Broadcast;
using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Live.Replicas;

/// <summary>The boards of this gateway: one replica, fed by a watch of each shard while a screen shows them. Only the broadcaster touches it.</summary>
internal sealed class BoardRegistry(
    IGrainFactory grains, BoardWatcher watcher, LiveInbox inbox, WatchCalls calls, LiveInstruments instruments, ClusterLink link,
    IOptions<LiveOptions> options)
    : WatchRegistry<BoardShard>(link, options)
{
    public BoardReplica Replica { get; } = new();

    /// <summary>The replica; its shards are watched from the first time anybody looks.</summary>
    public BoardReplica Open()
    {
        for (var shard = 0; shard < BoardShards.Count; shard++)
        {
            var number = shard;
            Open(number.ToString(CultureInfo.InvariantCulture), () => new BoardShard(number, Replica));
        }
        return Replica;
    }

    public void Take(BoardBatch batch)
    {
        // Nobody looks any more: its unwatch is under way.
        if (ShardOf(batch) is { } shard && !shard.Take(batch))
        {
            Heal(shard);
        }
    }

    /// <summary>The batch could not be taken: the shard is fetched again.</summary>
    public void Heal(BoardBatch batch)
    {
        if (ShardOf(batch) is { } shard)
        {
            Heal(shard);
        }
    }

    public override void Keep(long nowMs)
    {
        base.Keep(nowMs);
        Replica.Keep(nowMs);
    }

    /// <summary>Boards are few and alarms stand on them.</summary>
    protected override int RetryMs => 200;

    protected override void CallWatch(BoardShard watched, Action<BoardShard, bool> done) => calls.Start(watched, () => Watch(watched), done);

    protected override void CallUnwatch(BoardShard watched, Action<BoardShard, bool> done) =>
        calls.Start(watched, () => grains.GetGrain<IBoardGrain>(watched.Shard).Unwatch(watcher.Reference).AsTask(), done);

    protected override void Forgotten(BoardShard watched) => Replica.Forget(watched.Shard);

    private BoardShard? ShardOf(BoardBatch batch) => Find(batch.Shard.ToString(CultureInfo.InvariantCulture));

    private async Task Watch(BoardShard shard)
    {
        var grain = grains.GetGrain<IBoardGrain>(shard.Shard);
        var told = await grain.Watch(watcher.Reference);
        if (await calls.OnBroadcaster(() => shard.Watch.WantsSnapshot |= shard.Lacks(told)))
        {
            instruments.Snapshot();
            var snapshot = await grain.Snapshot();
            inbox.Do(() => shard.Take(snapshot with { Snapshot = true }));
        }
    }
}
