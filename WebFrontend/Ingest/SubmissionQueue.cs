using System.Threading.Channels;
using GrupoGad.Ingest;

namespace GrupoGad.WebFrontend.Ingest;

/// <summary>Submissions waiting for a batch, bounded by the reports in them. Many writers, one reader.</summary>
internal sealed class SubmissionQueue(int reportsMax, TimeProvider clock)
{
    private readonly Channel<Submission> _channel = Channel.CreateUnbounded<Submission>(new() { SingleReader = true });
    private volatile TaskCompletionSource _room = NewRoom();
    private int _depth;
    private volatile bool _closed;

    /// <summary>Reports waiting.</summary>
    public int Depth => Volatile.Read(ref _depth);

    /// <summary>
    /// Waits for room. A session that waits stops reading, and its device slows down.
    /// False when there was none in time, or the process is stopping.
    /// </summary>
    /// <param name="limit">From the submission's arrival on, however often there was room that others took.</param>
    public async ValueTask<bool> Enter(Submission submission, TimeSpan limit, CancellationToken cancellation)
    {
        for (var room = _room; !TryEnter(submission); room = _room)
        {
            var left = limit - clock.GetElapsedTime(submission.EnteredAt);
            if (_closed || left <= TimeSpan.Zero)
            {
                return false;
            }
            try
            {
                await room.Task.WaitAsync(left, clock, cancellation);
            }
            catch (TimeoutException)
            {
                return false;
            }
        }
        return true;
    }

    private bool TryEnter(Submission submission)
    {
        if (Interlocked.Add(ref _depth, submission.Reports.Length) <= reportsMax && _channel.Writer.TryWrite(submission))
        {
            return true;
        }
        Interlocked.Add(ref _depth, -submission.Reports.Length);
        return false;
    }

    public ValueTask<bool> WaitForOne() => _channel.Reader.WaitToReadAsync();

    /// <summary>Moves what fits into one batch, in order of arrival; a submission is never split.</summary>
    public void Drain(List<Submission> batch, ref int reports)
    {
        while (_channel.Reader.TryPeek(out var next) && reports + next.Reports.Length <= IngestLimits.BatchMax
            && _channel.Reader.TryRead(out next))
        {
            batch.Add(next);
            reports += next.Reports.Length;
            Interlocked.Add(ref _depth, -next.Reports.Length);
        }
        SignalRoom();
    }

    public void Close()
    {
        // Before the signal: who waits for room must not go on waiting until the rest is drained.
        _closed = true;
        _channel.Writer.TryComplete();
        SignalRoom();
    }

    // Exchanged before it is signalled: who reads the new one after that finds either room or the next signal.
    private void SignalRoom() => Interlocked.Exchange(ref _room, NewRoom()).TrySetResult();

    private static TaskCompletionSource NewRoom() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
