using GrupoGad.Geo;
using GrupoGad.WebFrontend.Hosting;
using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Live.Mirrors;

/// <summary>All mirrors of this gateway, and the upkeep of their watches. Only the pump touches it.</summary>
internal sealed class CellBook(CellCalls calls, ClusterLink link, LiveInstruments instruments, IOptions<LiveOptions> options)
{
    /// <summary>After a call that failed, milliseconds: a silo needs seconds to be replaced, and the calls are bounded.</summary>
    private const int RetryMs = 1_000;

    /// <summary>
    /// A watch not renewed for this long may have expired at its cell, milliseconds. An unwatched cell does not number its changes, so its
    /// sequence would tell nothing: the mirror is fetched anew.
    /// </summary>
    private const int ExpiryMs = 30_000;

    /// <summary>
    /// After a silo was lost every cell is renewed each second, for so long, milliseconds. Its cells forgot who watched them, which ones were its own nobody
    /// here can tell, and one that got a new home before the death was known may get another one after it.
    /// </summary>
    private const int UnrestMs = 30_000;

    private readonly LiveOptions _options = options.Value;
    private readonly Dictionary<string, WatchedCell> _cells = [];

    private long _nowMs;
    private int _lossesSeen;
    private long _unrestUntilMs;
    private int _held;

    /// <summary>Cells whose mirrors a call brought up to date since the last tick; emptied by the pump.</summary>
    public List<WatchedCell> Touched { get; } = [];

    public WatchedCell? Find(string key) => _cells.GetValueOrDefault(key);

    /// <summary>The mirror of a cell; made, and due to be watched at once, when it is the first time anybody looks at it.</summary>
    public WatchedCell Open(CellId cell, int liveLevel)
    {
        var key = cell.ToString();
        if (!_cells.TryGetValue(key, out var mirror))
        {
            mirror = cell.Level == liveLevel ? new CellMirror(cell) : new CountMirror(cell);
            _cells.Add(key, mirror);
            Watch(mirror);
        }
        return mirror;
    }

    /// <summary>A mirror has a gap: its snapshot is fetched as soon as no call is under way.</summary>
    public void Heal(WatchedCell cell)
    {
        cell.WantsSnapshot = true;
        cell.DueMs = _nowMs;
        if (!cell.Calling)
        {
            Watch(cell);
        }
    }

    /// <summary>Renews what is due and gives up what nobody looked at for a while.</summary>
    public void Keep(long nowMs)
    {
        _nowMs = nowMs;
        var isLost = _lossesSeen != link.Losses;
        _lossesSeen = link.Losses;
        _unrestUntilMs = isLost ? nowMs + UnrestMs : _unrestUntilMs;
        var held = 0;
        foreach (var cell in _cells.Values)
        {
            if (cell is CellMirror mirror)
            {
                if (mirror.LetGo(nowMs, _options.HoldS * 1_000L))
                {
                    Touched.Add(mirror);
                }
                held += mirror.HeldCount;
            }
            if (isLost)
            {
                cell.DueMs = nowMs;
            }
            if (cell.Calling)
            {
                continue;
            }
            if (cell.Viewers.Count > 0)
            {
                cell.IdleSinceMs = null;
            }
            else if (nowMs - (cell.IdleSinceMs ??= nowMs) >= _options.LingerS * 1_000L)
            {
                cell.Calling = true;
                calls.Unwatch(cell, Unwatched);
                continue;
            }
            if (nowMs >= cell.DueMs)
            {
                Watch(cell);
            }
        }
        instruments.Held(held - _held);
        _held = held;
    }

    private void Watch(WatchedCell cell)
    {
        cell.WantsSnapshot |= cell is CellMirror { Known: true } && _nowMs - cell.WatchedMs > ExpiryMs;
        cell.Calling = true;
        calls.Watch(cell, Watched);
    }

    private void Watched(WatchedCell cell, bool worked)
    {
        cell.Calling = false;
        cell.WatchedMs = worked ? _nowMs : cell.WatchedMs;
        Touched.Add(cell);
        // Spread by the cell, so that cells opened together are not all renewed in the same second.
        var spreadMs = (long)(cell.Number * 2_654_435_761 % 1_000);
        var isQuiet = worked && !cell.WantsSnapshot && _nowMs >= _unrestUntilMs;
        cell.DueMs = _nowMs + (isQuiet ? _options.RenewS * 1_000L - spreadMs : RetryMs);
    }

    // Failed or not: an unwatch that was lost expires at the cell by itself.
    private void Unwatched(WatchedCell cell, bool worked)
    {
        cell.Calling = false;
        if (cell.Viewers.Count == 0)
        {
            _cells.Remove(cell.Key);
            return;
        }
        // Somebody looked again meanwhile. What came between is missing.
        cell.IdleSinceMs = null;
        Watch(cell);
    }
}
