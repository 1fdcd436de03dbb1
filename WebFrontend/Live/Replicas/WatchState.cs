namespace GrupoGad.WebFrontend.Live.Replicas;

/// <summary>Something that a grain reports to this gateway while somebody looks at it.</summary>
internal interface IWatched
{
    string Key { get; }

    /// <summary>Spreads renewals: any number of its own.</summary>
    ulong Number { get; }

    WatchState Watch { get; }

    bool IsLookedAt { get; }

    /// <summary>True when the grain numbers its reports. After a watch that may have expired, the thing must then be fetched again.</summary>
    bool IsNumbered { get; }
}

/// <summary>Where the watch of one thing stands. Only the broadcaster touches it.</summary>
internal sealed class WatchState
{
    /// <summary>A call to its grain is under way: at most one at a time, so that an unwatch never overtakes a watch.</summary>
    public bool Calling { get; set; }

    /// <summary>When to watch, renew or look after a snapshot again, milliseconds of the broadcaster's clock.</summary>
    public long DueMs { get; set; }

    /// <summary>Since when nobody looks at it, milliseconds of the broadcaster's clock; null while somebody does.</summary>
    public long? IdleSinceMs { get; set; }

    /// <summary>When its grain last answered a watch, milliseconds of the broadcaster's clock.</summary>
    public long WatchedMs { get; set; }

    /// <summary>A snapshot is wanted: the replica is new, has a gap, or stands elsewhere than its grain.</summary>
    public bool WantsSnapshot { get; set; }
}
