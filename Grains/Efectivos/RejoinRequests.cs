using GrupoGad.Recovery;

namespace GrupoGad.Efectivos;

/// <summary>Calls efectivos back into their cells for an activation that ends: the calls outlive it.</summary>
public sealed class RejoinRequests(IGrainFactory grains, RecoveryCalls waker)
{
    private const string Kind = "efectivos";

    public void Start(string[] efectivos) => _ = Task.Run(async () =>
    {
        var (_, away) = await waker.Run(Kind, efectivos.ToAsyncEnumerable(), Rejoin, CancellationToken.None);
        await waker.Insist(Kind, away, Rejoin, CancellationToken.None);
    });

    private ValueTask Rejoin(string id, CancellationToken cancellation) => grains.GetGrain<IEfectivoGrain>(id).Rejoin(cancellation);
}
