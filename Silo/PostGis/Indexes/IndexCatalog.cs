using GrupoGad.Silo.PostGis.ReadModels;
using Npgsql;

namespace GrupoGad.Silo.PostGis.Indexes;

/// <summary>The indexes of our schema on the server, except those of primary keys and of partitions, which the parent table covers.</summary>
internal static class IndexCatalog
{
    private const string Query = """
        SELECT tables.relname::text, indexes.relname::text, regexp_replace(pg_get_indexdef(here.indexrelid), '^.*? USING ', ''), here.indisunique,
            here.indisvalid AND here.indisready
        FROM pg_index here JOIN pg_class indexes ON indexes.oid = here.indexrelid JOIN pg_class tables ON tables.oid = here.indrelid
        WHERE tables.relnamespace = current_schema()::regnamespace AND NOT tables.relispartition AND NOT here.indisprimary
        """;

    public static Task<List<FoundIndex>> Read(NpgsqlDataSource source, CancellationToken cancellation) => SqlRows.Read(source, Query,
        reader => new FoundIndex(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetBoolean(3), reader.GetBoolean(4)), cancellation);
}
