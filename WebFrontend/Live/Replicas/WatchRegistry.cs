using GrupoGad.WebFrontend.Hosting;
using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Live.Replicas;

/// <summary>Watches at grains and their upkeep: made when somebody looks, renewed, given up when nobody does any more. Only the broadcaster touches it.</summary>
internal abstract class WatchRegistry<T>(ClusterLink link, IOptions<LiveOptions> options) where T : class, IWatched
{
    /// <summary>Time between two renewals while renewals are frequent, milliseconds.</summary>
    private const int FrequentMs = 1_000;

    /// <summary>
    /// A watch not renewed for this long may have expired at its grain, milliseconds. An unwatched grain does not number its changes, so its
    /// sequence says nothing. The replica is then fetched again.
    /// </summary>
    private const int ExpiryMs = 30_000;

    /// <summary>
    /// After a silo was lost, every watch is renewed each second for so long, milliseconds. The silo's grains forgot their watchers, and this gateway does
    /// not know which grains those were. A grain that got a new silo before the loss was known may get another one after it.
    /// </summary>
    private const int UnrestMs = 30_000;

    private readonly LiveOptions _options = options.Value;
    private readonly Dictionary<string, T> _watched = [];
    private int _lossesSeen;
    private long _unrestUntilMs;

    /// <summary>Those whose replicas a call brought up to date since the last tick; emptied by the broadcaster.</summary>
    public List<T> Touched { get; } = [];

    /// <summary>Pause after a call that failed, milliseconds. A silo needs seconds to be replaced, and the calls are bounded.</summary>
    protected virtual int RetryMs => 1_000;

    /// <summary>Milliseconds of the broadcaster's clock.</summary>
    protected long NowMs { get; private set; }

    public T? Find(string key) => _watched.GetValueOrDefault(key);

    /// <summary>A replica has a gap: its snapshot is fetched as soon as no call is under way.</summary>
    public void Heal(T watched)
    {
        watched.Watch.WantsSnapshot = true;
        watched.Watch.DueMs = NowMs;
        if (!watched.Watch.Calling)
        {
            Watch(watched);
        }
    }

    /// <summary>Renews what is due and gives up what nobody looked at for a while.</summary>
    public virtual void Keep(long nowMs)
    {
        NowMs = nowMs;
        var isLost = _lossesSeen != link.Losses;
        _lossesSeen = link.Losses;
        _unrestUntilMs = isLost ? nowMs + UnrestMs : _unrestUntilMs;
        foreach (var watched in _watched.Values)
        {
            var watch = watched.Watch;
            watch.DueMs = isLost ? nowMs : watch.DueMs;
            if (watch.Calling)
            {
                continue;
            }
            if (watched.IsLookedAt)
            {
                watch.IdleSinceMs = null;
            }
            else if (nowMs - (watch.IdleSinceMs ??= nowMs) >= _options.LingerS * 1_000L)
            {
                watch.Calling = true;
                CallUnwatch(watched, Unwatched);
                continue;
            }
            if (nowMs >= watch.DueMs)
            {
                Watch(watched);
            }
        }
    }

    protected IEnumerable<T> All => _watched.Values;

    /// <summary>The watched thing of a key; made, and due to be watched at once, when it is the first time anybody looks at it.</summary>
    protected T Open(string key, Func<T> make)
    {
        if (!_watched.TryGetValue(key, out var watched))
        {
            _watched.Add(key, watched = make());
            Watch(watched);
        }
        return watched;
    }

    /// <summary>Watches, or renews; and where the replica lacks something, fetches all of it.</summary>
    /// <param name="done">Called on the broadcaster with true when the call worked.</param>
    protected abstract void CallWatch(T watched, Action<T, bool> done);

    protected abstract void CallUnwatch(T watched, Action<T, bool> done);

    /// <summary>The watched thing has no viewers any more.</summary>
    protected virtual void Forgotten(T watched)
    {
    }

    private void Watch(T watched)
    {
        watched.Watch.WantsSnapshot |= watched.IsNumbered && NowMs - watched.Watch.WatchedMs > ExpiryMs;
        watched.Watch.Calling = true;
        CallWatch(watched, Watched);
    }

    private void Watched(T watched, bool worked)
    {
        var watch = watched.Watch;
        watch.Calling = false;
        watch.WatchedMs = worked ? NowMs : watch.WatchedMs;
        Touched.Add(watched);
        // Spread, so that those opened together are not all renewed in the same second.
        var spreadMs = (long)(watched.Number * 2_654_435_761 % 1_000);
        var isQuiet = worked && !watch.WantsSnapshot && NowMs >= _unrestUntilMs;
        watch.DueMs = NowMs + (isQuiet ? _options.RenewS * 1_000L - spreadMs : worked ? FrequentMs : RetryMs);
    }

    // Failed or not: an unwatch that was lost expires at the grain by itself.
    private void Unwatched(T watched, bool worked)
    {
        watched.Watch.Calling = false;
        if (!watched.IsLookedAt)
        {
            _watched.Remove(watched.Key);
            Forgotten(watched);
            return;
        }
        // Somebody looked again meanwhile. The changes in between are missing.
        watched.Watch.IdleSinceMs = null;
        Watch(watched);
    }
}
