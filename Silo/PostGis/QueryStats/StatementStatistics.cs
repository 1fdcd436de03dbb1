using GrupoGad.Silo.PostGis.ReadModels;
using Npgsql;

namespace GrupoGad.Silo.PostGis.QueryStats;

/// <summary>Reads <c>pg_stat_statements</c>, where there is one.</summary>
internal static class StatementStatistics
{
    private const int TextMax = 600;

    private const string HowTo =
        "shared_preload_libraries = 'pg_stat_statements' in postgresql.conf, a restart of the server, and CREATE EXTENSION pg_stat_statements by a superuser in this database";

    private const string IsThere = "SELECT 1 FROM pg_extension WHERE extname = 'pg_stat_statements'";

    // As JSON: the columns of disk time have another name from version 17 on. Only of this database.
    private const string Ask = """
        SELECT left(query, $1), (s ->> 'calls')::bigint, (s ->> 'total_exec_time')::float8 + (s ->> 'total_plan_time')::float8,
            coalesce(s ->> 'blk_read_time', s ->> 'shared_blk_read_time', '0')::float8 + coalesce(s ->> 'blk_write_time', s ->> 'shared_blk_write_time', '0')::float8,
            (s ->> 'rows')::bigint, (s ->> 'shared_blks_hit')::bigint + (s ->> 'shared_blks_read')::bigint
        FROM (SELECT query, to_jsonb(statements) AS s FROM pg_stat_statements AS statements
            WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND query IS NOT NULL) AS all_statements
        """;

    /// <summary>Says what is missing instead of failing; an outage does fail.</summary>
    public static async Task<StatementStanding> Read(NpgsqlDataSource source, CancellationToken cancellation)
    {
        if ((await SqlRows.Read(source, IsThere, static _ => true, cancellation)).Count == 0)
        {
            return new($"the extension pg_stat_statements is not in this database: {HowTo}", []);
        }
        try
        {
            return new(null, await SqlRows.Read(source, Ask, Row, cancellation, TextMax));
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.ObjectNotInPrerequisiteState)
        {
            return new($"the server was started without the library of pg_stat_statements: {HowTo}", []);
        }
    }

    private static StatementUse Row(NpgsqlDataReader reader) => new(
        reader.GetString(0), StatementClass.Of(reader.GetString(0)), reader.GetInt64(1), reader.GetDouble(2), reader.GetDouble(3), reader.GetInt64(4), reader.GetInt64(5));
}
