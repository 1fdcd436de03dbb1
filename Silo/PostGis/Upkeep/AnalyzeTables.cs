using GrupoGad.Silo.PostGis.Indexes;

namespace GrupoGad.Silo.PostGis.Upkeep;

/// <summary>Fresh statistics for the planner: autovacuum never analyzes a partitioned table as a whole, so its history would be planned by none.</summary>
internal sealed class AnalyzeTables : IUpkeepTask
{
    public string Name => "analyze";

    public TimeSpan? Every => null;

    public async Task<string> Run(LeaderSession session, CancellationToken cancellation)
    {
        var tables = DeclaredIndexes.All.Select(index => index.Table).Distinct().ToArray();
        foreach (var table in tables)
        {
            await session.Run($"ANALYZE {table}", cancellation);
        }
        return $"{tables.Length} tables";
    }
}
