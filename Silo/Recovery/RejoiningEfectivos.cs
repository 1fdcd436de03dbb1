using GrupoGad.Efectivos;
using GrupoGad.Recovery;

namespace GrupoGad.Silo.Recovery;

/// <summary>
/// Calls efectivos so that they re-enter their cells. Cells are soft state. An efectivo that reports re-enters by itself; a parked one would be missing from
/// the map until it moves. Calling one that never left changes nothing.
/// </summary>
internal sealed class RejoiningEfectivos(IRoster roster) : IPendingWork
{
    public string Kind => "efectivos";

    public IAsyncEnumerable<string> Keys(CancellationToken cancellation) => roster.Located(cancellation);

    public async ValueTask Wake(IGrainFactory grains, string key, CancellationToken cancellation)
    {
        await grains.GetGrain<IEfectivoGrain>(key).Rejoin(cancellation);
        roster.Settled(key);
    }
}
