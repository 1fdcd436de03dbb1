using System.Diagnostics;
using GrupoGad.Fences;

namespace GrupoGad.Silo.PostGis.Fences;

/// <summary>Events and visits of one judgement, until they are durable.</summary>
/// <param name="isOld">True when it comes from the spill of a former process; the start of the silo awaits it.</param>
internal sealed class FencePending(FenceWrite write, bool isOld = false)
{
    // Continuations run inline, see FlushBatch: each only posts its grain's turn. Not on the writer's thread.
    private readonly TaskCompletionSource _done = new();

    public FenceWrite Write { get; } = write;

    public bool IsOld => isOld;

    /// <summary>Trace context of its caller; default when the caller is not traced.</summary>
    public ActivityContext Trace { get; } = Spans.Here;

    /// <summary>Rows that it writes, at least 1.</summary>
    public int Rows { get; } = Math.Max(1, write.Events.Length + write.Visits.Length);

    public Task Done => _done.Task;

    /// <summary>Completes the wait of its caller, because it is durable or storage is away.</summary>
    public void Release() => _done.TrySetResult();

    public void Fail(Exception exception)
    {
        _done.TrySetException(exception);
        // Marks the exception as observed, because a released caller no longer reads it.
        _ = _done.Task.Exception;
    }
}
