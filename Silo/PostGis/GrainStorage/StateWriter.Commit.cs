using Npgsql;

namespace GrupoGad.Silo.PostGis.GrainStorage;

internal sealed partial class StateWriter
{
    /// <summary>Never throws: a failure is the callers' answer.</summary>
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

    /// <summary>Commits and answers. True when the server has refused all for the sake of some, so that none is written and nobody is answered.</summary>
    private async Task<bool> Refused(List<StateWrite> writes)
    {
        var since = _clock.GetTimestamp();
        try
        {
            await _commit.Write(writes, CancellationToken.None);
        }
        catch (Exception exception)
        {
            // The driver's statements of a connection on which one failed are not to be trusted (seen: prepared twice).
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

    /// <summary>Each alone, so that one fails alone.</summary>
    private async Task Split(List<StateWrite> writes)
    {
        _instruments.Split();
        foreach (var write in writes)
        {
            // Each may wait for a lock: not all of them, one after the other.
            if (IsTooOld(write))
            {
                Fail([write], "late");
                continue;
            }
            await Refused([write]);
        }
    }

    /// <summary>All callers of a commit are answered in one work item.</summary>
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
    /// The server itself says that the statement failed, so its transaction is undone for certain: values, a lock not had in time, a deadlock.
    /// Not classes 08 and 57, where the connection goes with it.
    /// </summary>
    private static bool IsRefusal(Exception exception) => exception is PostgresException { SqlState: not (['0', '8', ..] or ['5', '7', ..]) };

    [LoggerMessage(2061, LogLevel.Warning, "{Count} grain states could not be written")]
    private partial void LogAway(Exception exception, int count);
}
