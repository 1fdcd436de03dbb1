using GrupoGad.Geo;

namespace GrupoGad.WebFrontend.Live.Mirrors;

/// <summary>A cell of which the gateway keeps a mirror while a session looks at it, and the state of its watch.</summary>
internal abstract class WatchedCell(CellId cell) : LiveSource
{
    public CellId Cell { get; } = cell;

    public string Key { get; } = cell.ToString();

    public ulong Number { get; } = cell.ToNumber();

    /// <summary>A call to its grain is under way: at most one at a time, so that an unwatch never overtakes a watch.</summary>
    public bool Calling { get; set; }

    /// <summary>When to watch, renew or look after a snapshot again, milliseconds of the pump's clock.</summary>
    public long DueMs { get; set; }

    /// <summary>Since when nobody looks at it, milliseconds of the pump's clock; null while somebody does.</summary>
    public long? IdleSinceMs { get; set; }

    /// <summary>When its grain last answered a watch, milliseconds of the pump's clock.</summary>
    public long WatchedMs { get; set; }

    /// <summary>True when what the grain tells by <c>Watch</c> shows that the mirror lacks something.</summary>
    public virtual bool Lacks(long told) => false;

    /// <summary>A snapshot is wanted: the mirror is new, has a gap, or stands elsewhere than its grain.</summary>
    public bool WantsSnapshot { get; set; }
}
