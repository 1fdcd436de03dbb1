using GrupoGad.Tracks;

namespace GrupoGad.Silo.PostGis.Journal;

internal sealed partial class TrackJournal
{
    /// <summary>3  Makes a batch durable: in PostGIS, else in the spill. Never throws; a failure is the callers' answer.</summary>
    private async Task Flush(JournalLane lane, FlushBatch batch)
    {
        await lane.Gate.WaitAsync();
        try
        {
            using var _ = Timing();
            using var span = Spans.Share("journal flush", batch.Traces, static trace => trace);
            var (first, repeats) = lane.Sieve.Split(batch);
            if (_outage.IsOn || !await TryStore(first, repeats))
            {
                // 3b
                Spill(first, repeats);
            }
            _lastPositions.Note(first);
            Count(first);
            Count(repeats);
            batch.Complete();
        }
        catch (Exception exception)
        {
            // The disk too failed or is full. The devices keep their rows and send them again.
            LogNowhere(exception, batch.Count);
            _instruments.Rows("overflow", batch.Count);
            batch.Fail();
        }
        finally
        {
            Interlocked.Add(ref _buffered, -batch.Count);
            lane.Gate.Release();
        }
    }

    /// <summary>3a  COPY; repeats of the same batch are settled afterwards, against the stored rows.</summary>
    private async Task<bool> TryStore(RowRange first, RowRange repeats)
    {
        try
        {
            await Bounded.Run(token => Store(first, repeats, token), TimeSpan.FromMilliseconds(_options.FlushTimeoutMs));
            return true;
        }
        catch (Exception exception)
        {
            _outage.Begin(exception);
            return false;
        }
    }

    private async Task Store(RowRange first, RowRange repeats, CancellationToken cancellation)
    {
        await _writer.Write(first, cancellation);
        await _writer.Merge(repeats, cancellation);
    }

    /// <summary>Only those that are not settled: a part may have been stored before the server went away.</summary>
    private void Spill(RowRange first, RowRange repeats)
    {
        var open = first.Where(default);
        _spill.Append(open);
        open.SettleAll(JournalOutcome.Written);
        _instruments.Rows("spilled", open.Count);
        for (var i = 0; i < repeats.Count; i++)
        {
            if (repeats.Outcome(i) == default)
            {
                repeats.Settle(i, first.Find(in repeats[i]) == repeats[i].ReportId ? JournalOutcome.AlreadyWritten : JournalOutcome.Conflict);
            }
        }
    }

    private void Count(RowRange rows)
    {
        _instruments.Rows("written", rows.CountOf(JournalOutcome.Written));
        _instruments.Rows("repeated", rows.CountOf(JournalOutcome.AlreadyWritten));
        _instruments.Rows("conflict", rows.CountOf(JournalOutcome.Conflict));
        _instruments.Rows("refused", rows.CountOf(FlushBatch.Refused));
    }

    [LoggerMessage(2050, LogLevel.Error, "{Count} positions are neither in PostGIS nor in the spill file; their senders were told to try again")]
    private partial void LogNowhere(Exception exception, int count);
}
