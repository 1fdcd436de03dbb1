using System.Runtime.CompilerServices;
using GrupoGad.Operations;
using GrupoGad.Silo.PostGis.Reads;
using GrupoGad.Waking;
using Npgsql;

namespace GrupoGad.Silo.PostGis.Operations;

/// <summary>Operations that are not closed, or are and still owe a release.</summary>
internal sealed class OwedOperations(PostGisSources sources, PostGisGuard guard) : IOwedWork
{
    private const string Awake = "SELECT id FROM operations WHERE status <= 3 OR owes ORDER BY id";

    public string Kind => "operations";

    public async IAsyncEnumerable<string> Keys([EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var connection = await guard.Run(sources.Read.OpenConnectionAsync, cancellation);
        await using var command = new NpgsqlCommand(Awake, connection);
        await using var reader = await guard.Run(command.ExecuteReaderAsync, cancellation);
        while (await guard.Run(reader.ReadAsync, cancellation))
        {
            yield return reader.GetString(0);
        }
    }

    public ValueTask Wake(IGrainFactory grains, string key, CancellationToken cancellation) => grains.GetGrain<IOperationGrain>(key).Wake(cancellation);
}
