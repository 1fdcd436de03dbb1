using GrupoGad.Silo.PostGis.Indexes;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.PostGis.Upkeep;

/// <summary>Rebuilds bloated indexes beside their readers and writers, the most bloated first.</summary>
internal sealed class ReindexBloated(IOptions<UpkeepOptions> options) : IUpkeepTask
{
    // Indexes left by an earlier try that was stopped; none while an index is being built now.
    private const string Leftovers = """
        SELECT here.indexrelid::regclass::text FROM pg_index here JOIN pg_class own ON own.oid = here.indexrelid
        WHERE NOT here.indisvalid AND own.relnamespace = current_schema()::regnamespace AND own.relname ~ '_cc(new|old)[0-9]*$' AND own.relkind = 'i'
            AND NOT EXISTS (SELECT FROM pg_stat_progress_create_index)
        """;

    public string Name => "reindex";

    public TimeSpan? Every => null;

    public async Task<string> Run(LeaderSession session, CancellationToken cancellation)
    {
        foreach (var leftover in await session.Rows(Leftovers, reader => reader.GetString(0), cancellation))
        {
            await session.Run($"DROP INDEX CONCURRENTLY IF EXISTS {leftover}", cancellation);
        }
        var bloated = await session.Rows(IndexStatistics.Bloated, reader => reader.GetString(0), cancellation, options.Value.ReindexFromBytes, options.Value.BloatMax);
        foreach (var index in bloated)
        {
            await session.Run($"REINDEX INDEX CONCURRENTLY {index}", cancellation);
        }
        return bloated.Count == 0 ? "none" : string.Join(", ", bloated);
    }
}
