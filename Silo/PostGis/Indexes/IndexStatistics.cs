using GrupoGad.Silo.PostGis.ReadModels;
using Npgsql;

namespace GrupoGad.Silo.PostGis.Indexes;

/// <summary>Reads the statistics of the server about indexes and tables.</summary>
internal static class IndexStatistics
{
    // A B-tree's entry: 8 bytes of header and 4 of pointer beside the columns, pages filled to 90 %. Deduplication makes some smaller, which hides bloat.
    private const string Leaves = """
        WITH leaves AS (
            SELECT used.indexrelid AS leaf, coalesce(pg_partition_root(used.indexrelid), used.indexrelid) AS root, used.idx_scan, pg_relation_size(used.indexrelid) AS size,
                nullif(own.reltuples, -1) AS rows, methods.amname = 'btree' AND here.indexprs IS NULL AS estimated,
                (SELECT sum(ceil(coalesce(stats.avg_width, 8) / 8.0) * 8) FROM unnest(here.indkey) AS key (number)
                    JOIN pg_attribute columns ON columns.attrelid = here.indrelid AND columns.attnum = key.number
                    LEFT JOIN pg_stats stats ON stats.schemaname = used.schemaname AND stats.tablename = used.relname AND stats.attname = columns.attname) AS width
            FROM pg_stat_user_indexes used JOIN pg_index here USING (indexrelid) JOIN pg_class own ON own.oid = used.indexrelid JOIN pg_am methods ON methods.oid = own.relam
            WHERE used.schemaname = current_schema())
        """;

    private const string Indexes = $"""
        {Leaves}
        SELECT root::regclass::text, sum(idx_scan)::bigint, sum(size)::bigint, sum(rows)::float8,
            CASE WHEN bool_and(estimated) AND sum(size) > 0 THEN
                greatest(0, 1 - sum(ceil(rows * (12 + width) / (8152 * 0.9)) * 8192 + 8192) / sum(size))::float8 END
        FROM leaves GROUP BY root
        """;

    private const string Tables = """
        SELECT root::regclass::text, (sum(idx_scan) / nullif(sum(idx_scan) + sum(seq_scan), 0))::float8, (sum(hot) / nullif(sum(updated), 0))::float8
        FROM (SELECT coalesce(pg_partition_root(relid), relid) AS root, coalesce(idx_scan, 0) AS idx_scan, seq_scan, n_tup_hot_upd AS hot, n_tup_upd AS updated
            FROM pg_stat_user_tables WHERE schemaname = current_schema()) AS leaves
        GROUP BY root
        """;

    /// <summary>Indexes from <c>$1</c> bytes on whose share of bloat is at least <c>$2</c>, the most bloated first. Partitions count one by one.</summary>
    public const string Bloated = $"""
        {Leaves}
        SELECT leaf::regclass::text FROM (SELECT leaf, size, 1 - (ceil(rows * (12 + width) / (8152 * 0.9)) * 8192 + 8192) / size AS bloat
            FROM leaves WHERE estimated AND size > 0 AND size >= $1) AS here
        WHERE bloat >= $2 ORDER BY bloat * size DESC
        """;

    public static Task<List<IndexUse>> ReadIndexes(NpgsqlDataSource source, CancellationToken cancellation) => SqlRows.Read(source, Indexes,
        reader => new IndexUse(reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2), Number(reader, 3), Number(reader, 4)), cancellation);

    public static Task<List<TableUse>> ReadTables(NpgsqlDataSource source, CancellationToken cancellation) => SqlRows.Read(source, Tables,
        reader => new TableUse(reader.GetString(0), Number(reader, 1), Number(reader, 2)), cancellation);

    private static double? Number(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetDouble(column);
}
