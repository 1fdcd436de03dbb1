using GrupoGad.Silo.PostGis.Archive;
using GrupoGad.Silo.PostGis.Dispatch;
using GrupoGad.Silo.PostGis.Evictions;
using GrupoGad.Silo.PostGis.Replica;
using GrupoGad.Silo.PostGis.Retention;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.PostGis.Upkeep;

/// <summary>One silo of the cluster looks after the database.</summary>
internal static class UpkeepSetup
{
    public static void AddGadUpkeep(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<UpkeepOptions>().Bind(configuration.GetSection(UpkeepOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ArchiveOptions>().Bind(configuration.GetSection(ArchiveOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<RecommendationOptions>().Bind(configuration.GetSection(RecommendationOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<UpkeepInstruments>();
        services.AddSingleton<PartitionArchive>();
        services.AddSingleton<PartitionRestore>();
        services.AddOptions<RetentionOptions>().Bind(configuration.GetSection(RetentionOptions.Section)).ValidateDataAnnotations().ValidateOnStart()
            .Validate<IOptions<ArchiveOptions>>((kept, archive) => kept.PositionsDays >= archive.Value.PositionsOnlineDays && kept.FenceEventsDays >= archive.Value.FenceEventsOnlineDays,
                $"{nameof(RetentionOptions)}: {nameof(RetentionOptions.PositionsDays)} and {nameof(RetentionOptions.FenceEventsDays)} must not be less than the days online of {ArchiveOptions.Section}.");
        services.AddSingleton<RetentionInstruments>();
        services.AddSingleton<ExpiredPartitions>();
        // In this order: space is made first, then what is left is looked after.
        services.AddSingleton<IUpkeepTask, PartitionsAhead>();
        services.AddSingleton<IUpkeepTask, ArchiveDue>();
        services.AddSingleton<IUpkeepTask, RetentionDue>();
        services.AddSingleton<IUpkeepTask, ForgetRecommendations>();
        services.AddSingleton<IUpkeepTask, ForgetEvictions>();
        services.AddSingleton<IUpkeepTask, ReindexBloated>();
        services.AddSingleton<IUpkeepTask, AnalyzeTables>();
        services.AddSingleton<UpkeepSchedule>();
        services.AddSingleton<Leadership>();
        services.AddHostedService(provider => provider.GetRequiredService<Leadership>());
    }

    /// <summary>History from a replica, when there is one.</summary>
    public static void AddGadReplica(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ReplicaOptions>().Bind(configuration.GetSection(ReplicaOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ReplicaInstruments>();
        services.AddSingleton<ReplicaSource>();
        services.AddSingleton<HistoryReads>();
        services.AddSingleton<ReplicaWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<ReplicaWatch>());
    }
}
