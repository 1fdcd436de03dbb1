using Npgsql;

namespace GrupoGad.Silo.PostGis.GrainStorage;

internal sealed partial class StateWriter
{
    /// <summary>Never throws; callers receive a failure as their answer.</summary>
    private async Task Commit(List<StateWrite> writes)
    {
        using var span = Spans.Share("states commit", writes, static write => write.Trace);
        try
        {
            var old = writes.FindAll(IsTooOld);
            Fail(old, "late");
            writes.RemoveAll(IsTooOld);
            if (writes.Count > 0 && await Refused(writes))
            {
                await Split(writes);
            }
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>
    /// Commits and answers the callers. True when the server rejected the batch because of some writes; then none is written and no caller is answered.
    /// </summary>
    private async Task<bool> Refused(List<StateWrite> writes)
    {
        var since = _clock.GetTimestamp();
        try
        {
            await _commit.Write(writes, CancellationToken.None);
        }
        catch (Exception exception)
        {
            // After a failed statement the prepared statements of the connection are unreliable (seen: prepared twice), so it is replaced.
            _commit.Reconnect();
            if (writes.Count > 1 && IsRefusal(exception))
            {
                return true;
            }
            LogAway(exception, writes.Count);
            Fail(writes, IsRefusal(exception) ? "refused" : "unknown");
            return false;
        }
        _instruments.Committed(_clock.GetElapsedTime(since), writes.Count);
        Complete(writes);
        return false;
    }

    /// <summary>Commits each write alone, so that only the rejected ones fail.</summary>
    private async Task Split(List<StateWrite> writes)
    {
        _instruments.Split();
        foreach (var write in writes)
        {
            // Each may wait for a lock, so they do not run one after the other.
            if (IsTooOld(write))
            {
                Fail([write], "late");
                continue;
            }
            await Refused([write]);
        }
    }

    /// <summary>Answers all callers of a commit in one work item.</summary>
    private void Complete(List<StateWrite> writes)
    {
        Interlocked.Add(ref _queued, -writes.Count);
        foreach (var write in writes)
        {
            _instruments.Durable(_clock.GetElapsedTime(write.Since));
        }
        var conflicts = writes.Count(write => write.Written is null);
        _instruments.Written("written", writes.Count - conflicts);
        _instruments.Written("conflict", conflicts);
        ThreadPool.UnsafeQueueUserWorkItem(static done => done.ForEach(write => write.Complete()), writes, preferLocal: false);
    }

    private void Fail(List<StateWrite> writes, string result)
    {
        if (writes.Count > 0)
        {
            Interlocked.Add(ref _queued, -writes.Count);
            _instruments.Written(result, writes.Count);
            ThreadPool.UnsafeQueueUserWorkItem(static failed => failed.ForEach(write => write.Fail()), writes, preferLocal: false);
        }
    }

    private bool IsTooOld(StateWrite write) => _clock.GetElapsedTime(write.Since).TotalSeconds >= _options.WaitMaxS;

    /// <summary>
    /// True when the server reported the failure, so the transaction was certainly rolled back: bad values, a lock timeout, a deadlock.
    /// Classes 08 and 57 are excluded, because they end the connection.
    /// </summary>
    private static bool IsRefusal(Exception exception) => exception is PostgresException { SqlState: not (['0', '8', ..] or ['5', '7', ..]) };

    [LoggerMessage(2061, LogLevel.Warning, "{Count} grain states could not be written")]
    private partial void LogAway(Exception exception, int count);
}
