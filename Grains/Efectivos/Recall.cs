using GrupoGad.Waking;

namespace GrupoGad.Efectivos;

/// <summary>Calls efectivos back into their cells for an activation that ends: the calls outlive it.</summary>
public sealed class Recall(IGrainFactory grains, Waker waker)
{
    public void Start(string[] efectivos) => _ = Task.Run(() => waker.Run(
        "efectivos", efectivos.ToAsyncEnumerable(), (id, token) => grains.GetGrain<IEfectivoGrain>(id).Rejoin(token), CancellationToken.None));
}
