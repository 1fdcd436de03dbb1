using GrupoGad.Operations;
using GrupoGad.Recovery;
using GrupoGad.Silo.PostGis.ReadModels;

namespace GrupoGad.Silo.PostGis.Operations;

/// <summary>Operations that are not closed, or are and still owe a release.</summary>
internal sealed class OperationRecovery(StoredKeys stored) : IPendingWork
{
    private const string Awake = "SELECT id FROM operations WHERE status <= 3 OR owes ORDER BY id";

    public string Kind => "operations";

    public TimeSpan? Every => TimeSpan.FromMinutes(1);

    public IAsyncEnumerable<string> Keys(CancellationToken cancellation) => stored.Read(Awake, cancellation);

    public ValueTask Wake(IGrainFactory grains, string key, CancellationToken cancellation) => grains.GetGrain<IOperationGrain>(key).Wake(cancellation);
}
