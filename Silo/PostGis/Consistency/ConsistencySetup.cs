namespace GrupoGad.Silo.PostGis.Consistency;

internal static class ConsistencySetup
{
    /// <summary>Needs the grains, so it comes with the silo.</summary>
    public static void AddGadTruth(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ConsistencyOptions>().Bind(configuration.GetSection(ConsistencyOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ConsistencyInstruments>();
        services.AddSingleton<StoredNearest>();
        services.AddSingleton<NearestConsistency>();
        services.AddSingleton<FenceConsistency>();
        services.AddSingleton<ConsistencyCheck>();
        services.AddHostedService(provider => provider.GetRequiredService<ConsistencyCheck>());
    }
}
