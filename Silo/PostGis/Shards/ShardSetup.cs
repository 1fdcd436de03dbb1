namespace GrupoGad.Silo.PostGis.Shards;

/// <summary>The shards of the configuration.</summary>
internal static class ShardSetup
{
    public static void AddGadShards(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ShardOptions>().Configure(options => Read(configuration, options)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ShardMap>();
        services.AddSingleton<ShardedTracks>();
    }

    private static void Read(IConfiguration configuration, ShardOptions options)
    {
        foreach (var entry in configuration.GetSection(ShardOptions.Section).Get<ShardEntry[]>() ?? [])
        {
            options.Entries.Add(entry);
        }
    }
}
