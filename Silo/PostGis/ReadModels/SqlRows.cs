using Npgsql;

namespace GrupoGad.Silo.PostGis.ReadModels;

/// <summary>Reads all rows of one statement.</summary>
internal static class SqlRows
{
    /// <param name="values">Of <c>$1</c>, <c>$2</c>, …</param>
    public static async Task<List<T>> Read<T>(
        NpgsqlDataSource source, string sql, Func<NpgsqlDataReader, T> row, CancellationToken cancellation, params object[] values)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(row(reader));
        }
        return rows;
    }
}
