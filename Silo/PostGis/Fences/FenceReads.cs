using System.Collections.Immutable;
using GrupoGad.Silo.PostGis.ReadModels;
using Npgsql;

namespace GrupoGad.Silo.PostGis.Fences;

/// <summary>Asks one question of the pool for reads.</summary>
internal sealed class FenceReads(PostGisSources sources, PostGisGuard guard)
{
    /// <param name="values">Of <c>$1</c>, <c>$2</c>, …; those of a type that the value does not tell as parameters.</param>
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
