using System.Diagnostics;

namespace GrupoGad.Silo.PostGis.GrainStorage;

/// <summary>One write that a grain awaits. It creates, changes or clears a state if that still has the version that the grain knows.</summary>
/// <param name="name">The state's name, e.g. <c>operation</c>.</param>
/// <param name="key">The grain's key.</param>
/// <param name="known">Expected version; null when the state must not exist.</param>
/// <param name="document">JSON; null clears.</param>
/// <param name="since"><see cref="TimeProvider.GetTimestamp"/> when it came.</param>
internal sealed class StateWrite(string name, string key, int? known, byte[]? document, long since)
{
    private const int Waits = 0, Taken = 1, Withdrawn = 2;

    // Continuations run inline, see FlushBatch.
    private readonly TaskCompletionSource<int?> _done = new();
    private int _phase = Waits;

    public string Name => name;

    public string Key => key;

    public int? Known => known;

    public byte[]? Document => document;

    public long Since => since;

    /// <summary>Trace context of the grain's caller; default when the caller is not traced.</summary>
    public ActivityContext Trace { get; } = Spans.Here;

    public int Bytes => document?.Length ?? 0;

    /// <summary>The version written; null: another activation wrote meanwhile.</summary>
    public Task<int?> Done => _done.Task;

    /// <summary>Set by the writer; <see cref="Complete"/> returns it to the caller.</summary>
    public int? Written { get; set; }

    /// <summary>Claims the write for a commit. False when its caller has withdrawn it.</summary>
    public bool Take() => Interlocked.CompareExchange(ref _phase, Taken, Waits) == Waits;

    /// <summary>Withdraws the write. Has no effect once a commit has taken it; that write is completed, so that its outcome is known.</summary>
    public bool Withdraw(CancellationToken cancellation)
    {
        if (Interlocked.CompareExchange(ref _phase, Withdrawn, Waits) != Waits)
        {
            return false;
        }
        // Not inline, because that would run the grain's continuation on the cancelling thread.
        ThreadPool.UnsafeQueueUserWorkItem(done => done.TrySetCanceled(cancellation), _done, preferLocal: false);
        return true;
    }

    public void Complete() => _done.SetResult(Written);

    public void Fail() => _done.SetException(PostGisErrors.Unavailable());
}
