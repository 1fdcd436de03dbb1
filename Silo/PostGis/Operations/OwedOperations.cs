using GrupoGad.Operations;
using GrupoGad.Silo.PostGis.Reads;
using GrupoGad.Waking;

namespace GrupoGad.Silo.PostGis.Operations;

/// <summary>Operations that are not closed, or are and still owe a release.</summary>
internal sealed class OwedOperations(StoredKeys stored) : IOwedWork
{
    private const string Awake = "SELECT id FROM operations WHERE status <= 3 OR owes ORDER BY id";

    public string Kind => "operations";

    public TimeSpan? Every => TimeSpan.FromMinutes(1);

    public IAsyncEnumerable<string> Keys(CancellationToken cancellation) => stored.Read(Awake, cancellation);

    public ValueTask Wake(IGrainFactory grains, string key, CancellationToken cancellation) => grains.GetGrain<IOperationGrain>(key).Wake(cancellation);
}
