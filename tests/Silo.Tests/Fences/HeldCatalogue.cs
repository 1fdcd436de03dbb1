using System.Collections.Immutable;
using GrupoGad.Fences;

namespace GrupoGad.Silo.Tests.Fences;

/// <summary>A catalogue whose changes reach the silo's map only when the test lets them.</summary>
internal sealed class HeldCatalogue(IFenceCatalogue catalogue) : IFenceCatalogue
{
    private TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _asked;

    /// <summary>How often somebody asked for the newest revision, as a fence does before it looks who stands around it.</summary>
    public int Asked => Volatile.Read(ref _asked);

    public void Hold() => _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => _open.TrySetResult();

    public ValueTask<long> Revision(CancellationToken cancellation)
    {
        Interlocked.Increment(ref _asked);
        return catalogue.Revision(cancellation);
    }

    public async ValueTask<ImmutableArray<FenceChange>> Changes(long after, int limit, CancellationToken cancellation)
    {
        await _open.Task.WaitAsync(cancellation);
        return await catalogue.Changes(after, limit, cancellation);
    }

    public ValueTask Wait(CancellationToken cancellation) => catalogue.Wait(cancellation);

    public ValueTask<ImmutableArray<StoredFence>> Find(FenceQuery query, CancellationToken cancellation) => catalogue.Find(query, cancellation);

    public ValueTask<ImmutableArray<string>> Of(FenceOwner owner, CancellationToken cancellation) => catalogue.Of(owner, cancellation);
}
