namespace GrupoGad.Watching;

/// <summary>The gateways that look at one grain, each with at most one message in flight.</summary>
/// <typeparam name="TWatcher">A gateway as that grain sees it.</typeparam>
/// <typeparam name="TMessage">Message to a watcher: batches of a live cell, counts of a coarse one, changes of a board.</typeparam>
internal sealed class Watchers<TWatcher, TMessage>(Func<TWatcher, TMessage, Task> send, IWatchMeter meter)
    where TWatcher : IGrainObserver
{
    /// <summary>
    /// How long a gateway may take to take a message in. It answers in milliseconds; a message that was under way to it when a connection broke is answered
    /// only by the time-out of its call, many seconds later, and a screen that is mute for so long shows no alarm.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private sealed class Watch
    {
        public DateTime Renewed;
        public Task InFlight = Task.CompletedTask;
        public bool Missed;
    }

    private readonly Dictionary<TWatcher, Watch> _watches = [];

    public int Count => _watches.Count;

    /// <summary>False when the limit is reached.</summary>
    public bool Renew(TWatcher watcher, DateTime now, int max)
    {
        if (_watches.TryGetValue(watcher, out var watch))
        {
            watch.Renewed = now;
            return true;
        }
        if (_watches.Count >= max)
        {
            return false;
        }
        _watches[watcher] = new Watch { Renewed = now };
        return true;
    }

    public void Remove(TWatcher watcher) => _watches.Remove(watcher);

    public void Expire(DateTime before)
    {
        foreach (var (watcher, watch) in _watches)
        {
            if (watch.Renewed < before)
            {
                _watches.Remove(watcher);
            }
        }
    }

    /// <summary>
    /// Sends the message to every watcher that is ready. A watcher that still has the last message in flight misses this one; the next message to it is
    /// the whole (<paramref name="whole"/>). Returns true while a watcher has missed a message; the caller must then send again.
    /// </summary>
    public bool Tell(TMessage? change, Func<TMessage> whole)
    {
        var missed = false;
        TMessage? all = default;
        var made = false;
        foreach (var (watcher, watch) in _watches)
        {
            if (!watch.InFlight.IsCompleted)
            {
                if (change is not null)
                {
                    watch.Missed = true;
                    meter.Coalesced();
                }
                missed |= watch.Missed;
                continue;
            }
            if (watch.Missed || watch.InFlight.IsFaulted)
            {
                (all, made) = made ? (all, true) : (whole(), true);
                watch.Missed = false;
                watch.InFlight = Send(watcher, all!);
            }
            else if (change is not null)
            {
                watch.InFlight = Send(watcher, change);
            }
        }
        return missed;
    }

    private async Task Send(TWatcher watcher, TMessage message)
    {
        // A fault stays in the task, so the next message to this watcher is the whole. The watch of a dead gateway expires.
        try
        {
            await send(watcher, message).WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            meter.Lost();
            throw;
        }
        meter.Sent();
    }
}
