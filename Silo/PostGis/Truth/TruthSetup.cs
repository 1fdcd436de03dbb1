namespace GrupoGad.Silo.PostGis.Truth;

internal static class TruthSetup
{
    /// <summary>Needs the grains, so it comes with the silo.</summary>
    public static void AddGadTruth(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TruthOptions>().Bind(configuration.GetSection(TruthOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<TruthInstruments>();
        services.AddSingleton<StoredNearest>();
        services.AddSingleton<NearestTruth>();
        services.AddSingleton<FenceTruth>();
        services.AddSingleton<TruthCheck>();
        services.AddHostedService(provider => provider.GetRequiredService<TruthCheck>());
    }
}
