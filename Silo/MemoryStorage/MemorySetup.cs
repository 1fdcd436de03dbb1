using GrupoGad.Storage;
using Orleans.Storage;

namespace GrupoGad.Silo.MemoryStorage;

/// <summary>The ports of <c>Grains/Storage</c> for one silo without services: nothing outlives the process.</summary>
public static class MemorySetup
{
    private const string Provider = StorageNames.Grains + ".memory";

    public static IServiceCollection AddGadMemoryStorage(this IServiceCollection services)
    {
        services.AddSingleton<MemoryTracks>();
        services.AddSingleton<ITrackJournal>(provider => provider.GetRequiredService<MemoryTracks>());
        services.AddSingleton<ILastPositions>(provider => provider.GetRequiredService<MemoryTracks>());
        services.AddSingleton<ITrackHistory>(provider => provider.GetRequiredService<MemoryTracks>());
        services.AddSingleton<IRoster>(provider => provider.GetRequiredService<MemoryTracks>());
        services.AddSingleton<MemoryDirectory>();
        services.AddSingleton<IEfectivoDirectory>(provider => provider.GetRequiredService<MemoryDirectory>());
        return services;
    }

    /// <summary>Grain storage <see cref="StorageNames.Grains"/>. Needs <see cref="AddGadMemoryStorage"/>.</summary>
    public static ISiloBuilder UseGadMemoryGrainStorage(this ISiloBuilder silo)
    {
        silo.AddMemoryGrainStorage(Provider);
        silo.Services.AddKeyedSingleton<IGrainStorage>(StorageNames.Grains, (provider, _) => new MemoryGrainStorage(
            provider.GetRequiredKeyedService<IGrainStorage>(Provider), provider.GetRequiredService<MemoryDirectory>()));
        return silo;
    }
}
