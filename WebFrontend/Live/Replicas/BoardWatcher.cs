using GrupoGad.Boards;
using GrupoGad.WebFrontend.Live.Broadcast;

namespace GrupoGad.WebFrontend.Live.Replicas;

/// <summary>This process as boards see it. Only takes in: a call to an observer holds up the next one.</summary>
internal sealed class BoardWatcher(LiveInbox inbox, IGrainFactory grains) : IBoardWatcher
{
    private IBoardWatcher? _reference;

    /// <summary>The one reference that all boards are given. Orleans holds observers weakly: this singleton is what keeps it alive.</summary>
    public IBoardWatcher Reference => _reference ??= grains.CreateObjectReference<IBoardWatcher>(this);

    public Task OnBoard(BoardBatch batch)
    {
        inbox.Add(batch);
        return Task.CompletedTask;
    }
}
