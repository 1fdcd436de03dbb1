using GrupoGad.Silo.PostGis.Shards;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.PostGis;

/// <summary>Migrates before anything else of the silo starts. Registered first, so it runs first.</summary>
internal sealed class PostGisStart(PostGisSources sources, Migrator migrator, IOptions<PostGisOptions> options, IOptions<ShardOptions> shards) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var address in shards.Value.Entries.Select(shard => shard.Address).Prepend(sources.Address))
        {
            await migrator.Run(address, TimeSpan.FromSeconds(options.Value.StartWithinS), cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
