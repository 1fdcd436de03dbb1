using GrupoGad.Silo.PostGis.Archive;
using GrupoGad.Silo.PostGis.Upkeep;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.PostGis.Retention;

/// <summary>Deletes what has been kept long enough, class after class, a batch a statement.</summary>
internal sealed class RetentionDue(ExpiredPartitions partitions, RetentionInstruments instruments, IOptions<RetentionOptions> options, TimeProvider clock) : IUpkeepTask
{
    public string Name => "retention";

    public TimeSpan? Every => null;

    public async Task<string> Run(LeaderSession session, CancellationToken cancellation)
    {
        var said = new List<string>();
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var kind in RetentionClass.All(options.Value))
        {
            Say(said, kind.Name, await Delete(session, kind, now.AddDays(-kind.Days), cancellation));
        }
        if (!await ArchiveTables.Alone(session, AllPartitions, cancellation))
        {
            said.Add("partitions and files next time: the archive is in use");
        }
        return said.Count == 0 ? "nothing is old enough" : string.Join(", ", said);

        async Task AllPartitions()
        {
            await Partitions("position_reports", "positions", RetentionSql.EfectivoIsHeld, options.Value.PositionsDays);
            await Partitions("fence_events", "fence_events", $"owed OR {RetentionSql.EfectivoIsHeld}", options.Value.FenceEventsDays);
        }

        async Task Partitions(string parent, string name, string keeps, int days)
        {
            var before = now.AddDays(-days);
            var gone = await ExpiredPartitions.Drop(session, parent, keeps, before, now, cancellation) + await partitions.DeleteFiles(session, parent, before, cancellation);
            instruments.Deleted(name, gone);
            Say(said, name, gone);
        }
    }

    private async Task<long> Delete(LeaderSession session, RetentionClass kind, DateTime before, CancellationToken cancellation)
    {
        for (var total = 0L; ;)
        {
            var deleted = await session.Ask<long>(kind.Sql, cancellation, before, options.Value.BatchMax);
            instruments.Deleted(kind.Name, deleted);
            total += deleted;
            if (deleted < options.Value.BatchMax)
            {
                return total;
            }
        }
    }

    private static void Say(List<string> said, string name, long count)
    {
        if (count > 0)
        {
            said.Add($"{count} {name}");
        }
    }
}
