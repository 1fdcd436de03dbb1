using System.Collections.Immutable;
using GrupoGad.Silo.PostGis.ReadModels;
using Npgsql;

namespace GrupoGad.Silo.PostGis.Fences;

/// <summary>Runs one query on the read pool.</summary>
internal sealed class FenceReads(PostGisSources sources, PostGisGuard guard)
{
    /// <param name="values">Values of <c>$1</c>, <c>$2</c>, …; given as parameters where the value does not determine the type.</param>
    /// <exception cref="GadUnavailableException">PostGIS is away.</exception>
    public async ValueTask<ImmutableArray<T>> Ask<T>(string sql, Func<NpgsqlDataReader, T> row, CancellationToken cancellation, params object[] values)
    {
        await using var command = sources.Read.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value });
        }
        return await guard.Run(token => Rows(command, row, token), cancellation);
    }

    private static async Task<ImmutableArray<T>> Rows<T>(NpgsqlCommand command, Func<NpgsqlDataReader, T> row, CancellationToken cancellation)
    {
        var rows = ImmutableArray.CreateBuilder<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(row(reader));
        }
        return rows.DrainToImmutable();
    }
}
