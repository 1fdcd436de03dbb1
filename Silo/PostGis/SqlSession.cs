using Npgsql;

namespace GrupoGad.Silo.PostGis;

/// <summary>Statements one after the other on one open connection, in its transaction if it has one.</summary>
/// <param name="timeoutS">Seconds that the client waits for each; null: as the connection says.</param>
internal class SqlSession(NpgsqlConnection connection, int? timeoutS = null)
{
    public NpgsqlConnection Connection => connection;

    /// <summary>The first column of the first row.</summary>
    public async Task<T> Ask<T>(string sql, CancellationToken cancellation, params object[] values)
    {
        await using var command = Command(sql, values);
        return (T)(await command.ExecuteScalarAsync(cancellation))!;
    }

    public async Task<int> Run(string sql, CancellationToken cancellation, params object[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    public async Task<List<T>> Rows<T>(string sql, Func<NpgsqlDataReader, T> row, CancellationToken cancellation, params object[] values)
    {
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(row(reader));
        }
        return rows;
    }

    private NpgsqlCommand Command(string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.CommandTimeout = timeoutS ?? command.CommandTimeout;
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }
        return command;
    }
}
