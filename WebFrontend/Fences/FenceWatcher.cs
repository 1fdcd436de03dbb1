using GrupoGad.Fences;
using GrupoGad.WebFrontend.Live.Broadcast;

namespace GrupoGad.WebFrontend.Fences;

/// <summary>This process as fence feeds see it. Only takes in: a call to an observer holds up the next one.</summary>
internal sealed class FenceWatcher(LiveInbox screens, IGrainFactory grains) : IFenceFeedWatcher
{
    private IFenceFeedWatcher? _reference;
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The one reference that all feeds are given. Orleans holds observers weakly: this singleton is what keeps it alive.</summary>
    public IFenceFeedWatcher Reference => _reference ??= grains.CreateObjectReference<IFenceFeedWatcher>(this);

    /// <summary>Ends when something has happened after this call.</summary>
    public Task Next() => Volatile.Read(ref _next).Task;

    public Task OnFenceEvents(FenceEventBatch batch)
    {
        Interlocked.Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        screens.Add(batch);
        return Task.CompletedTask;
    }
}
