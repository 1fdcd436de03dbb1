using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.PostGis.Upkeep;

/// <summary>Makes day partitions before they are needed, and deletes old rows of the table of runs.</summary>
internal sealed class PartitionsAhead(IOptions<UpkeepOptions> options, TimeProvider clock) : IUpkeepTask
{
    public string Name => "partitions";

    public TimeSpan? Every { get; } = TimeSpan.FromHours(1);

    public async Task<string> Run(LeaderSession session, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var made = 0;
        for (var day = 0; day <= options.Value.DaysAhead; day++)
        {
            made += await session.Ask<bool>("SELECT gad_ensure_position_partition($1)", cancellation, today.AddDays(day)) ? 1 : 0;
        }
        await session.Run("DELETE FROM upkeep_runs WHERE started_at < now() - interval '1 year'", cancellation);
        return $"{made} made";
    }
}
