using System.Diagnostics;
using GrupoGad.Fences;

namespace GrupoGad.Silo.PostGis.Fences;

/// <summary>What one judgement brings, until it is durable.</summary>
/// <param name="isOld">Of a process before this one: the start waits for it.</param>
internal sealed class FencePending(FenceWrite write, bool isOld = false)
{
    // Continuations run inline, see FlushBatch: each only posts its grain's turn. Not on the writer's thread.
    private readonly TaskCompletionSource _done = new();

    public FenceWrite Write { get; } = write;

    public bool IsOld => isOld;

    /// <summary>Of its caller; default when nobody follows it.</summary>
    public ActivityContext Trace { get; } = Spans.Here;

    /// <summary>At least 1.</summary>
    public int Rows { get; } = Math.Max(1, write.Events.Length + write.Visits.Length);

    public Task Done => _done.Task;

    /// <summary>Its caller need not wait any longer: it is durable, or storage is away.</summary>
    public void Release() => _done.TrySetResult();

    public void Fail(Exception exception)
    {
        _done.TrySetException(exception);
        // Whoever was released does not look any more.
        _ = _done.Task.Exception;
    }
}
