using System.Diagnostics;

namespace GrupoGad.Silo.PostGis.GrainStorage;

/// <summary>One state that a grain waits for: made, changed or cleared, if it still has the version that the grain knows.</summary>
/// <param name="name">The state's name, e.g. <c>operation</c>.</param>
/// <param name="key">The grain's key.</param>
/// <param name="known">The version it has; null: it must not be there.</param>
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

    /// <summary>Of its grain's caller; default when nobody follows it.</summary>
    public ActivityContext Trace { get; } = Spans.Here;

    public int Bytes => document?.Length ?? 0;

    /// <summary>The version written; null: another activation wrote meanwhile.</summary>
    public Task<int?> Done => _done.Task;

    /// <summary>Set by the writer: what <see cref="Complete"/> tells.</summary>
    public int? Written { get; set; }

    /// <summary>For a commit. False when its caller has withdrawn it.</summary>
    public bool Take() => Interlocked.CompareExchange(ref _phase, Taken, Waits) == Waits;

    /// <summary>The caller does not want it any more. Nothing happens once a commit has taken it: then it is seen through, so that its outcome is known.</summary>
    public bool Withdraw(CancellationToken cancellation)
    {
        if (Interlocked.CompareExchange(ref _phase, Withdrawn, Waits) != Waits)
        {
            return false;
        }
        // Not inline: it would run the grain's continuation on the canceller.
        ThreadPool.UnsafeQueueUserWorkItem(done => done.TrySetCanceled(cancellation), _done, preferLocal: false);
        return true;
    }

    public void Complete() => _done.SetResult(Written);

    public void Fail() => _done.SetException(PostGisErrors.Unavailable());
}
