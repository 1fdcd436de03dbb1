using System.Runtime.CompilerServices;
using Npgsql;

namespace GrupoGad.Silo.PostGis.ReadModels;

/// <summary>Reads keys of grains, as many as there are, without holding them in memory.</summary>
internal sealed class StoredKeys(PostGisSources sources, PostGisGuard guard)
{
    /// <param name="query">Its first column is the key.</param>
    /// <param name="values">Of <c>$1</c>, <c>$2</c>, …</param>
    /// <exception cref="GadUnavailableException">PostGIS is away.</exception>
    public async IAsyncEnumerable<string> Read(string query, [EnumeratorCancellation] CancellationToken cancellation, params object[] values)
    {
        await using var connection = await guard.Run(sources.OpenBulk, cancellation);
        await using var command = new NpgsqlCommand(query, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }
        await using var reader = await guard.Run(command.ExecuteReaderAsync, cancellation);
        while (await guard.Run(reader.ReadAsync, cancellation))
        {
            yield return reader.GetString(0);
        }
    }
}
