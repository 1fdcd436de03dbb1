using System.Collections.Immutable;
using System.Diagnostics;
using GrupoGad.Commands;

namespace GrupoGad.Silo.PostGis.Ledger;

/// <summary>Part of a commit that one grain awaits: a new command, or the steps, further recipients and closing of one.</summary>
internal sealed class LedgerEntry
{
    // Continuations run inline, see FlushBatch: each only posts its grain's turn. A batch is answered off the writer's thread.
    private readonly TaskCompletionSource<ImmutableArray<LedgerOutcome>> _done = new();

    private LedgerEntry(int rows, long since) => (Rows, Since) = (rows, since);

    public IssuedCommand? Issued { get; private init; }

    public CommandWrite? Write { get; private init; }

    /// <summary>Rows that it writes, at least 1.</summary>
    public int Rows { get; }

    /// <summary>Critical entries are committed before others.</summary>
    public bool IsCritical => Issued?.Offer.Class == CommandClass.Critical || Write is { Critical: true };

    /// <summary><see cref="TimeProvider.GetTimestamp"/> when it came.</summary>
    public long Since { get; }

    /// <summary>Trace context of its caller; default when the caller is not traced.</summary>
    public ActivityContext Trace { get; } = Spans.Here;

    /// <summary>One outcome a step; one for a new command. Set by the writer.</summary>
    public LedgerOutcome[] Outcomes { get; private init; } = [];

    public Task<ImmutableArray<LedgerOutcome>> Done => _done.Task;

    public static LedgerEntry Of(IssuedCommand issued, long since) =>
        new(issued.Recipients.Length + 1, since) { Issued = issued, Outcomes = new LedgerOutcome[1] };

    public static LedgerEntry Of(CommandWrite write, long since) =>
        new(Math.Max(1, write.Steps.Length + write.Added.Length), since) { Write = write, Outcomes = new LedgerOutcome[write.Steps.Length] };

    public void Complete() => _done.SetResult([.. Outcomes]);

    public void Fail(Exception exception)
    {
        _done.SetException(exception);
        // Marks the exception as observed when no grain awaits the entry.
        _ = _done.Task.Exception;
    }
}
