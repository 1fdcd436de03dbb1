using System.Threading.Channels;
using GrupoGad.Ingest;

namespace GrupoGad.WebFrontend.Ingest;

/// <summary>Submissions waiting for a batch, bounded by the reports in them. Many writers, one reader.</summary>
internal sealed class SubmissionQueue(int reportsMax)
{
    private readonly Channel<Submission> _channel = Channel.CreateUnbounded<Submission>(new() { SingleReader = true });
    private int _depth;

    /// <summary>Reports waiting.</summary>
    public int Depth => Volatile.Read(ref _depth);

    /// <summary>False when there is no room, or the process is stopping.</summary>
    public bool TryEnter(Submission submission)
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
    }

    public void Close() => _channel.Writer.TryComplete();
}
