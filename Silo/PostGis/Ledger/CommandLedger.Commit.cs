using GrupoGad.Commands;
using GrupoGad.Retries;
using Npgsql;

namespace GrupoGad.Silo.PostGis.Ledger;

internal sealed partial class CommandLedger
{
    private static readonly Backoff _retries = new(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(500));

    /// <summary>3  One transaction, tried until it is done, or until PostGIS was away for too long. Never throws; a failure is the callers' answer.</summary>
    private async Task Commit(LedgerLane lane, List<LedgerEntry> entries)
    {
        using var span = Spans.Share("ledger commit", entries, static entry => entry.Trace);
        for (var failures = 0; entries.Count > 0; failures++)
        {
            var since = _clock.GetTimestamp();
            try
            {
                // A write that timed out may still commit; the next try then finds its rows stored.
                await Bounded.Run(token => _writer.Write(entries, token), TimeSpan.FromMilliseconds(_options.CommitTimeoutMs));
                _instruments.Committed(_clock.GetElapsedTime(since), entries.Sum(entry => entry.Rows));
                Complete(entries);
                return;
            }
            catch (Exception exception) when (IsPassing(exception))
            {
                LogAway(exception, entries.Count);
                _instruments.Retried();
                _writer.Reconnect();
                Fail(entries.FindAll(IsTooOld), Unavailable, "failed");
                entries.RemoveAll(IsTooOld);
                Fail(lane.TakeOlder(IsTooOld), Unavailable, "failed");
                await Task.Delay(_retries.Pause(failures), _clock);
            }
            catch (Exception exception)
            {
                // The driver's statements of a connection on which one failed are not to be trusted (seen: answers in another order).
                _writer.Reconnect();
                await Split(lane, entries, exception);
                return;
            }
        }
    }

    /// <summary>PostGIS rejects an entry of the batch. Commits each alone, so that the others are stored.</summary>
    private async Task Split(LedgerLane lane, List<LedgerEntry> entries, Exception exception)
    {
        if (entries.Count == 1)
        {
            LogRefused(exception);
            Fail(entries, () => new ArgumentException("PostGIS refuses the values of this command."), "refused");
            return;
        }
        foreach (var entry in entries)
        {
            await Commit(lane, [entry]);
        }
    }

    /// <summary>4  All callers of a commit are answered in one work item.</summary>
    private void Complete(List<LedgerEntry> entries)
    {
        foreach (var entry in entries)
        {
            Interlocked.Add(ref _queued, -entry.Rows);
            _instruments.Durable(_clock.GetElapsedTime(entry.Since));
        }
        Count("written", LedgerOutcome.Written);
        Count("repeated", LedgerOutcome.Repeated);
        Count("conflict", LedgerOutcome.Conflict);
        ThreadPool.UnsafeQueueUserWorkItem(static done => done.ForEach(entry => entry.Complete()), entries, preferLocal: false);

        void Count(string result, LedgerOutcome outcome) => _instruments.Rows(result, entries.Sum(entry => entry.Outcomes.Count(known => known == outcome)));
    }

    private void Fail(List<LedgerEntry> entries, Func<Exception> why, string result)
    {
        if (entries.Count > 0)
        {
            var rows = entries.Sum(entry => entry.Rows);
            Interlocked.Add(ref _queued, -rows);
            _instruments.Rows(result, rows);
            ThreadPool.UnsafeQueueUserWorkItem(static failed => failed.Entries.ForEach(entry => entry.Fail(failed.Why())), (Entries: entries, Why: why), preferLocal: false);
        }
    }

    private bool IsTooOld(LedgerEntry entry) => _clock.GetElapsedTime(entry.Since).TotalSeconds >= _options.TryForS;

    private static Exception Unavailable() => PostGisErrors.Unavailable();

    /// <summary>
    /// True when the failure is not one of the values, so a later try may succeed. Only an error that the server reports is one of the values, except class 57,
    /// which is an operator's doing, such as a shutdown, and transient errors.
    /// </summary>
    private static bool IsPassing(Exception exception) =>
        exception is not PostgresException server || server.IsTransient || server.SqlState.StartsWith("57", StringComparison.Ordinal);

    [LoggerMessage(2055, LogLevel.Warning, "The ledger could not commit {Count} entries; tried again")]
    private partial void LogAway(Exception exception, int count);

    [LoggerMessage(2056, LogLevel.Error, "PostGIS refuses the values of a ledger entry")]
    private partial void LogRefused(Exception exception);
}
