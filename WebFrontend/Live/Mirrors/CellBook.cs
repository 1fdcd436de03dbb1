using GrupoGad.Geo;
using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Live.Mirrors;

/// <summary>All mirrors of cells of this gateway. Only the pump touches it.</summary>
internal sealed class CellBook(CellCalls calls, IOptions<LiveOptions> options) : WatchBook<WatchedCell>(options)
{
    public WatchedCell Open(CellId cell, int liveLevel) =>
        Open(cell.ToString(), () => cell.Level == liveLevel ? new CellMirror(cell) : new CountMirror(cell));

    protected override void CallWatch(WatchedCell watched, Action<WatchedCell, bool> done) => calls.Watch(watched, done);

    protected override void CallUnwatch(WatchedCell watched, Action<WatchedCell, bool> done) => calls.Unwatch(watched, done);
}
