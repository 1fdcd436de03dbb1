using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.PostGis;

/// <summary>Migrates before anything else of the silo starts. Registered first, so it runs first.</summary>
internal sealed class PostGisStart(PostGisSources sources, Migrator migrator, IOptions<PostGisOptions> options) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) =>
        migrator.Run(sources.Address, TimeSpan.FromSeconds(options.Value.StartWithinS), cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
