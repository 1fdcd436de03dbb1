using GrupoGad.Silo.PostGis.Upkeep;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.PostGis.Archive;

/// <summary>Archives the partitions that have been online long enough, after finishing those that an earlier run began.</summary>
internal sealed class ArchiveDue(PartitionArchive archive, IOptions<ArchiveOptions> options, TimeProvider clock) : IUpkeepTask
{
    public string Name => "archive";

    public TimeSpan? Every => null;

    public async Task<string> Run(LeaderSession session, CancellationToken cancellation)
    {
        if (options.Value.Directory is null)
        {
            return "no archive directory: nothing is taken out";
        }
        var said = "";
        return await ArchiveTables.Alone(session, async () => said = await Archive(session, cancellation), cancellation) ? said : "a restore is under way";
    }

    private async Task<string> Archive(LeaderSession session, CancellationToken cancellation)
    {
        var families = ArchiveFamily.All(options.Value);
        var done = 0;
        foreach (var (family, leaf, part) in await PartitionArchive.Begun(session, families, cancellation))
        {
            await archive.Finish(session, family, leaf, part, cancellation);
            done++;
        }
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var family in families)
        {
            var old = await ArchiveTables.Old(session, family.Parent, now.AddDays(-family.OnlineDays), now, cancellation);
            foreach (var leaf in old.Take(options.Value.PartitionsMax - done))
            {
                var part = await archive.Detach(session, family, leaf, cancellation);
                await archive.Finish(session, family, leaf.Leaf, part, cancellation);
                done++;
            }
        }
        return $"{done} partitions";
    }
}
