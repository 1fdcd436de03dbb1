using System.Runtime.InteropServices;
using GrupoGad.Faults;
using GrupoGad.Fences;
using Npgsql;

namespace GrupoGad.Silo.PostGis.Fences;

internal sealed partial class FenceJournal
{
    private async Task Run()
    {
        while (true)
        {
            await _wake.WaitAsync();
            while (_wake.CurrentCount > 0 && _wake.Wait(0))
            {
            }
            while (Next() is { Count: > 0 } batch)
            {
                await Commit(batch);
            }
            Forget();
            if (_closed)
            {
                return;
            }
        }
    }

    /// <summary>Called under the lock, so that the disk keeps the order.</summary>
    private void Spill(FencePending pending)
    {
        _spill.Keep(pending.Write);
        _instruments.Rows("spilled", pending.Rows);
    }

    /// <summary>Clears the spill once all of it is stored and no entry waits.</summary>
    private void Forget()
    {
        lock (_lock)
        {
            if (_queued == 0 && !_away && _spilled)
            {
                _spilled = false;
                _spill.Clear();
            }
        }
    }

    private List<FencePending> Next()
    {
        var (batch, rows) = (new List<FencePending>(), 0);
        lock (_lock)
        {
            while (_waiting.TryPeek(out var pending) && (batch.Count == 0 || rows + pending.Rows <= _options.CommitRowsMax))
            {
                batch.Add(_waiting.Dequeue());
                rows += pending.Rows;
            }
        }
        return batch;
    }

    /// <summary>Commits the batch in one transaction and retries until it succeeds. Never throws.</summary>
    private async Task Commit(List<FencePending> batch)
    {
        using var span = Spans.Share("fences commit", batch, static pending => pending.Trace);
        var started = _clock.GetTimestamp();
        for (var failures = 0; ; failures++)
        {
            var since = _clock.GetTimestamp();
            try
            {
                await Write(batch, repeated: failures > 0);
                _instruments.Committed(_clock.GetElapsedTime(since));
                IsAway(false, []);
                return;
            }
            catch (Exception exception) when (exception is not PostgresException server || server.IsTransient || server.SqlState.StartsWith("57", StringComparison.Ordinal))
            {
                if (IsAway(true, batch))
                {
                    LogAway(exception, batch.Count);
                }
                _instruments.Retried();
                Release(batch.Where(NeedNotWait));
                _writer.Reconnect();
                if (_closed && _clock.GetElapsedTime(started).TotalMilliseconds > _options.StopWithinMs)
                {
                    return;
                }
                await Task.Delay(_retries.Pause(failures), _clock);
            }
            catch (Exception exception)
            {
                _writer.Reconnect();
                await Split(batch, exception);
                return;
            }
        }
    }

    /// <param name="repeated">True when a former try may have committed. Its events with follow-ups are then stored already, but not yet published.</param>
    private async Task Write(List<FencePending> batch, bool repeated)
    {
        // The newest state of each visit counts.
        var visits = new Dictionary<(string, string), VisitRow>();
        foreach (var visit in batch.SelectMany(pending => pending.Write.Visits))
        {
            ref var newest = ref CollectionsMarshal.GetValueRefOrAddDefault(visits, (visit.EfectivoId, visit.FenceId), out var exists);
            newest = exists && newest.AsOf > visit.AsOf ? newest : visit;
        }
        var events = batch.SelectMany(pending => pending.Write.Events).ToArray();
        // A write that timed out may still commit; the next try then finds its rows stored.
        var written = await Bounded.Run(token => _writer.Run(events, visits.Values, token), TimeSpan.FromMilliseconds(_options.CommitTimeoutMs));
        if (written.Length > 0 && _faults is { } faults)
        {
            await faults.Reach(FaultPoints.FenceStored);
        }
        _instruments.Rows("written", written.Length + visits.Count);
        _instruments.Rows("repeated", events.Length - written.Length);
        Done(batch);
        var told = repeated ? [.. written, .. events.Where(one => one.Owed).ExceptBy(written.Select(one => one.Event.EventId), one => one.Event.EventId)] : written;
        // Spill of a former process that is stored before recovery ends needs no notice: grains read pending events and counts when they are activated.
        if ((_heard || !batch.TrueForAll(pending => pending.IsOld)) && (told.Length > 0 || visits.Count > 0))
        {
            _echo.Value?.Stored(told, [.. visits.Values]);
        }
    }

    /// <summary>PostGIS rejects an entry of the batch. Commits each alone, so that the others are stored.</summary>
    private async Task Split(List<FencePending> batch, Exception exception)
    {
        if (batch is [var only])
        {
            LogRefused(exception);
            _instruments.Rows("refused", only.Rows);
            lock (_lock)
            {
                _queued -= only.Rows;
            }
            ThreadPool.UnsafeQueueUserWorkItem(static refused => refused.Fail(new ArgumentException("PostGIS refuses the values of a fence event.")), only, preferLocal: false);
            return;
        }
        foreach (var pending in batch)
        {
            await Commit([pending]);
        }
    }

    private void Done(List<FencePending> batch)
    {
        lock (_lock)
        {
            batch.ForEach(pending => _queued -= pending.Rows);
        }
        Release(batch);
    }

    private static void Release(IEnumerable<FencePending> batch) =>
        ThreadPool.UnsafeQueueUserWorkItem(static done => Array.ForEach(done, pending => pending.Release()), batch.ToArray(), preferLocal: false);

    /// <summary>
    /// Records whether PostGIS is away; true when that changed. While it is away callers do not wait, and judgements are also written to the disk.
    /// </summary>
    /// <param name="failed">Entries of the write that just failed.</param>
    private bool IsAway(bool away, List<FencePending> failed)
    {
        FencePending[] waiting;
        lock (_lock)
        {
            if (_away == away)
            {
                return false;
            }
            _away = away;
            waiting = away ? [.. _waiting] : [];
            _spilled |= away;
            foreach (var pending in away ? failed.Concat(waiting).Where(pending => !pending.IsOld) : [])
            {
                Spill(pending);
            }
        }
        Release(waiting.Where(NeedNotWait));
        return true;
    }

    /// <summary>
    /// True for a judgement of this process, whose caller goes on while PostGIS is away. The start of a silo awaits the spill of former processes.
    /// </summary>
    private static bool NeedNotWait(FencePending pending) => !pending.IsOld;

    [LoggerMessage(2301, LogLevel.Warning, "Fence events of {Count} judgements could not be written; they are kept and tried again")]
    private partial void LogAway(Exception exception, int count);

    [LoggerMessage(2302, LogLevel.Error, "PostGIS refuses the values of a fence event")]
    private partial void LogRefused(Exception exception);
}
