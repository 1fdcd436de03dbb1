using System.Diagnostics;
using GrupoGad.Efectivos;
using GrupoGad.Tracks;

namespace GrupoGad.Silo.PostGis.Journal;

/// <summary>Rows that become durable together, and the one task that all their callers wait for.</summary>
internal sealed class FlushBatch(int rowsMax)
{
    /// <summary>PostGIS will never take this row. Its caller gets an exception, the others of the batch do not notice.</summary>
    public const JournalOutcome Refused = (JournalOutcome)(-1);

    // Continuations run inline, one after another in one work item: each only posts its grain's turn, and thousands of work items would cost more.
    private readonly TaskCompletionSource _done = new();

    public PositionReport[] Rows { get; } = new PositionReport[rowsMax];

    /// <summary>By slot; 0 is not settled yet.</summary>
    public JournalOutcome[] Outcomes { get; } = new JournalOutcome[rowsMax];

    public int Count { get; private set; }

    public bool IsFull => Count == rowsMax;

    /// <summary><see cref="TimeProvider.GetTimestamp"/> when the first row came.</summary>
    public long Since { get; init; }

    /// <summary>Trace contexts of the traced callers; null without any.</summary>
    public List<ActivityContext>? Traces { get; private set; }

    public Task Done => _done.Task;

    /// <summary>The slot of the row.</summary>
    public int Add(in PositionReport report)
    {
        Rows[Count] = report;
        return Count++;
    }

    public void Follow(ActivityContext trace)
    {
        if (trace != default && (Traces ??= []).Count < Spans.LinksMax)
        {
            Traces.Add(trace);
        }
    }

    /// <summary>Makes a batch of rows that no caller awaits.</summary>
    public static RowRange RangeOf(IReadOnlyCollection<PositionReport> rows)
    {
        var batch = new FlushBatch(rows.Count);
        foreach (var row in rows)
        {
            batch.Add(in row);
        }
        return new RowRange(batch, [.. Enumerable.Range(0, rows.Count)], 0, rows.Count);
    }

    /// <summary>Answers the callers, off the writer's thread.</summary>
    public void Complete() => ThreadPool.UnsafeQueueUserWorkItem(static done => done.SetResult(), _done, preferLocal: false);

    /// <summary>None of the rows is known to be durable.</summary>
    public void Fail() => ThreadPool.UnsafeQueueUserWorkItem(
        static done => done.SetException(new GadUnavailableException("journal")), _done, preferLocal: false);
}
