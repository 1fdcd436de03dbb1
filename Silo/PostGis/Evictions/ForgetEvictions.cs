using GrupoGad.Silo.PostGis.Upkeep;

namespace GrupoGad.Silo.PostGis.Evictions;

/// <summary>Deletes evictions of more than a day ago, except that of a silo with a session left, because that silo may only hang.</summary>
/// <remarks>A silo that slept for longer finds itself missing in the membership table, and ends by that.</remarks>
internal sealed class ForgetEvictions : IUpkeepTask
{
    private const string Old = """
        DELETE FROM evicted_silos gone WHERE evicted_at < now() - interval '1 day'
            AND NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND split_part(application_name, ' ', 2) = gone.silo)
        """;

    public string Name => "evictions";

    public TimeSpan? Every => null;

    public async Task<string> Run(LeaderSession session, CancellationToken cancellation) => $"{await session.Run(Old, cancellation)} forgotten";
}
