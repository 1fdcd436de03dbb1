using GrupoGad.Analytics;
using GrupoGad.Commands;
using GrupoGad.Dispatch;
using GrupoGad.Duty;
using GrupoGad.Efectivos;
using GrupoGad.Fences;
using GrupoGad.History;
using GrupoGad.Operations;
using GrupoGad.Recovery;
using GrupoGad.Storage;
using GrupoGad.Tracks;
using Orleans.Storage;

namespace GrupoGad.Silo.MemoryStorage;

/// <summary>The ports of <c>Grains/Storage</c> in this process's memory: for a look at the product without any service. One silo; nothing is kept.</summary>
public static class MemoryStorageSetup
{
    public static IServiceCollection AddGadMemoryStorage(this IServiceCollection services)
    {
        services.AddSingleton<MemoryTracks>();
        services.AddSingleton<ITrackJournal>(provider => provider.GetRequiredService<MemoryTracks>());
        services.AddSingleton<ILastPositions>(provider => provider.GetRequiredService<MemoryTracks>());
        services.AddSingleton<IRoster>(provider => provider.GetRequiredService<MemoryTracks>());
        services.AddSingleton<ITrackHistory>(provider => provider.GetRequiredService<MemoryTracks>());
        services.AddSingleton<MemoryStates>();
        services.AddSingleton<IEfectivoDirectory>(provider => provider.GetRequiredService<MemoryStates>());
        services.AddMemoryOwedAlarms();
        services.AddSingleton<IAnalyticsViews, MemoryAnalytics>();
        services.AddSingleton<MemoryOperations>();
        services.AddSingleton<IOperationDirectory>(provider => provider.GetRequiredService<MemoryOperations>());
        services.AddSingleton<IOperationTimeline>(provider => provider.GetRequiredService<MemoryOperations>());
        services.AddSingleton<IPendingWork>(provider => provider.GetRequiredService<MemoryOperations>());
        services.AddSingleton<IRecipientDirectory, MemoryRecipients>();
        services.AddSingleton<MemoryCommands>();
        services.AddSingleton<ICommandLedger>(provider => provider.GetRequiredService<MemoryCommands>());
        services.AddSingleton<IOperationCommands>(provider => provider.GetRequiredService<MemoryCommands>());
        services.AddMemoryWebhooks();
        services.AddSingleton<MemoryFences>();
        services.AddSingleton<IFenceCatalogue>(provider => provider.GetRequiredService<MemoryFences>());
        services.AddSingleton<IPendingWork>(provider => provider.GetRequiredService<MemoryFences>());
        services.AddSingleton<MemoryFenceEvents>();
        services.AddSingleton<MemoryFenceJournal>();
        services.AddSingleton<IFenceJournal>(provider => provider.GetRequiredService<MemoryFenceJournal>());
        services.AddSingleton<IFenceRecords>(provider => provider.GetRequiredService<MemoryFenceJournal>());
        services.AddSingleton<ITimeMachine, MemoryHistory>();
        services.AddSingleton<IPresenceHistory, MemoryHistory>();
        services.AddSingleton<MemoryRecommendations>();
        services.AddSingleton<IRecommendations>(provider => provider.GetRequiredService<MemoryRecommendations>());
        services.AddSingleton<IWorkload>(provider => provider.GetRequiredService<MemoryRecommendations>());
        services.AddSingleton<MemoryDuty>();
        services.AddSingleton<IDutyRoster>(provider => provider.GetRequiredService<MemoryDuty>());
        services.AddSingleton<IDutyDirectory>(provider => provider.GetRequiredService<MemoryDuty>());
        services.AddSingleton<IDutyRecord>(provider => provider.GetRequiredService<MemoryDuty>());
        return services;
    }

    public static ISiloBuilder UseGadMemoryGrainStorage(this ISiloBuilder silo)
    {
        silo.Services.AddKeyedSingleton<IGrainStorage>(StorageNames.Grains, (provider, _) => provider.GetRequiredService<MemoryStates>());
        return silo;
    }
}
