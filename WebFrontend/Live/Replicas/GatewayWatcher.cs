using GrupoGad.Cells;
using GrupoGad.WebFrontend.Live.Broadcast;

namespace GrupoGad.WebFrontend.Live.Replicas;

/// <summary>This process as its cells see it. Only takes in: a call to an observer holds up the next one.</summary>
internal sealed class GatewayWatcher(LiveInbox inbox, IGrainFactory grains) : ICellWatcher
{
    private ICellWatcher? _reference;

    /// <summary>The one reference that all cells are given. Orleans holds observers weakly: this singleton is what keeps it alive.</summary>
    public ICellWatcher Reference => _reference ??= grains.CreateObjectReference<ICellWatcher>(this);

    public Task OnBatch(CellBatch batch)
    {
        inbox.Add(batch);
        return Task.CompletedTask;
    }

    public Task OnCounts(CellCounts counts)
    {
        inbox.Add(counts);
        return Task.CompletedTask;
    }
}
