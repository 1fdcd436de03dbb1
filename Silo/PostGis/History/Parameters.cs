using Npgsql;
using NpgsqlTypes;

namespace GrupoGad.Silo.PostGis.History;

/// <summary>A statement with its values, in order.</summary>
internal static class Parameters
{
    public static NpgsqlCommand With(this NpgsqlConnection connection, string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(value is DateTime ? new() { Value = value, NpgsqlDbType = NpgsqlDbType.TimestampTz } : new() { Value = value });
        }
        return command;
    }
}
