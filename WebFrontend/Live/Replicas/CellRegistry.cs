using GrupoGad.Geo;
using GrupoGad.WebFrontend.Hosting;
using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Live.Replicas;

/// <summary>All replicas of cells of this gateway. Only the broadcaster touches it.</summary>
internal sealed class CellRegistry(CellCalls calls, ClusterLink link, LiveInstruments instruments, IOptions<LiveOptions> options)
    : WatchRegistry<WatchedCell>(link, options)
{
    private readonly long _holdMs = options.Value.HoldS * 1_000L;
    private int _held;

    public WatchedCell Open(CellId cell, int liveLevel) =>
        Open(cell.ToString(), () => cell.Level == liveLevel ? new CellReplica(cell) : new CountReplica(cell));

    public override void Keep(long nowMs)
    {
        base.Keep(nowMs);
        var held = 0;
        foreach (var replica in All.OfType<CellReplica>())
        {
            if (replica.LetGo(nowMs, _holdMs))
            {
                Touched.Add(replica);
            }
            held += replica.HeldCount;
        }
        instruments.Held(held - _held);
        _held = held;
    }

    protected override void CallWatch(WatchedCell watched, Action<WatchedCell, bool> done) => calls.Watch(watched, done);

    protected override void CallUnwatch(WatchedCell watched, Action<WatchedCell, bool> done) => calls.Unwatch(watched, done);
}
