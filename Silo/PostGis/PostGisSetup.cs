using GrupoGad.Commands;
using GrupoGad.Dispatch;
using GrupoGad.Duty;
using GrupoGad.Efectivos;
using GrupoGad.Fences;
using GrupoGad.Hosting;
using GrupoGad.Operations;
using GrupoGad.Recovery;
using GrupoGad.Silo.Membership;
using GrupoGad.Silo.PostGis.Alarms;
using GrupoGad.Silo.PostGis.Consistency;
using GrupoGad.Silo.PostGis.Dispatch;
using GrupoGad.Silo.PostGis.Duty;
using GrupoGad.Silo.PostGis.Evictions;
using GrupoGad.Silo.PostGis.Fences;
using GrupoGad.Silo.PostGis.GrainStorage;
using GrupoGad.Silo.PostGis.History;
using GrupoGad.Silo.PostGis.Journal;
using GrupoGad.Silo.PostGis.Ledger;
using GrupoGad.Silo.PostGis.Operations;
using GrupoGad.Silo.PostGis.ReadModels;
using GrupoGad.Silo.PostGis.Webhooks;
using GrupoGad.Storage;
using GrupoGad.Tracks;
using GrupoGad.Webhooks;
using Orleans.Storage;

namespace GrupoGad.Silo.PostGis;

/// <summary>Puts PostGIS behind the ports of <c>Grains/Storage</c>.</summary>
public static class PostGisSetup
{
    /// <summary>
    /// Migrations, journal and reads. Before the silo is added: hosted services start in order and stop in reverse, and the journal has to outlive the grains.
    /// </summary>
    public static IServiceCollection AddGadPostGis(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PostGisOptions>().Bind(configuration.GetSection(PostGisOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<JournalOptions>().Bind(configuration.GetSection(JournalOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<RosterOptions>().Bind(configuration.GetSection(RosterOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddGadClock();
        services.AddSingleton<PostGisSources>();
        services.AddSingleton<IEvictions, StoredEvictions>();
        services.AddSingleton<Migrator>();
        services.AddHostedService<PostGisStart>();

        services.AddSingleton<JournalInstruments>();
        services.AddSingleton<TrackJournal>();
        services.AddSingleton<ITrackJournal>(provider => provider.GetRequiredService<TrackJournal>());
        services.AddHostedService(provider => provider.GetRequiredService<TrackJournal>());

        services.AddOptions<LedgerOptions>().Bind(configuration.GetSection(LedgerOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<LedgerInstruments>();
        services.AddSingleton<LedgerReads>();
        services.AddSingleton<IOperationCommands>(provider => provider.GetRequiredService<LedgerReads>());
        services.AddSingleton<CommandLedger>();
        services.AddSingleton<ICommandLedger>(provider => provider.GetRequiredService<CommandLedger>());
        services.AddHostedService(provider => provider.GetRequiredService<CommandLedger>());

        services.AddOptions<StatesOptions>().Bind(configuration.GetSection(StatesOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<StatesInstruments>();
        services.AddSingleton<StateCommit>();
        services.AddSingleton<StateWriter>();
        services.AddHostedService(provider => provider.GetRequiredService<StateWriter>());

        services.AddSingleton<PostGisGuard>();
        services.AddSingleton<IRecipientDirectory, RecipientDirectory>();
        services.AddSingleton<YoungRoster>();
        services.AddSingleton<IRoster, Roster>();
        services.AddSingleton<ILastPositions, StoredLastPositions>();
        services.AddSingleton<ITrackHistory, TrackHistory>();
        services.AddSingleton<IEfectivoDirectory, EfectivoDirectory>();
        services.AddSingleton<StoredKeys>();
        services.AddSingleton<IPendingWork, AlarmRecovery>();
        services.AddSingleton<IPendingWork, CheckInRecovery>();
        services.AddSingleton<IOperationDirectory, OperationDirectory>();
        services.AddSingleton<IOperationTimeline, OperationTimeline>();
        services.AddSingleton<IPendingWork, OperationRecovery>();
        services.AddSingleton<IWebhookDirectory, StoredWebhooks>();
        services.AddSingleton<IPendingWork, WebhookRecovery>();
        services.AddOptions<FenceJournalOptions>().Bind(configuration.GetSection(FenceJournalOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<FenceJournalInstruments>();
        services.AddSingleton<FenceSpill>();
        services.AddSingleton<FenceJournal>();
        services.AddSingleton<IFenceJournal>(provider => provider.GetRequiredService<FenceJournal>());
        services.AddHostedService(provider => provider.GetRequiredService<FenceJournal>());
        services.AddSingleton<FenceNotices>();
        services.AddHostedService(provider => provider.GetRequiredService<FenceNotices>());
        services.AddSingleton<FenceReads>();
        services.AddSingleton<IFenceCatalogue, FenceCatalogue>();
        services.AddSingleton<FenceStandings>();
        services.AddSingleton<IFenceRecords, FenceRecords>();
        services.AddSingleton<IPendingWork, FenceRecovery>();

        services.AddGadHistory(configuration);
        services.AddSingleton<IRecommendations, StoredRecommendations>();
        services.AddSingleton<IWorkload, StoredWorkload>();
        services.AddSingleton<RoadGraph>();
        services.AddSingleton<IEtaProvider, RoadEta>();
        services.AddHealthChecks().AddCheck<PostGisHealth>("postgis");
        services.AddGadPostGisMeasures(configuration);

        services.AddSingleton<IDutyRoster, DutyRoster>();
        services.AddSingleton<IDutyDirectory, DutyDirectory>();
        services.AddSingleton<IDutyRecord, DutyRecord>();
        return services;
    }

    /// <summary>Grain storage <see cref="StorageNames.Grains"/>. Needs <see cref="AddGadPostGis"/>.</summary>
    public static ISiloBuilder UseGadPostGisGrainStorage(this ISiloBuilder silo)
    {
        silo.Services.AddGadTruth(silo.Configuration);
        silo.Services.AddKeyedSingleton<IGrainStorage, PostGisGrainStorage>(StorageNames.Grains);
        return silo;
    }

    /// <summary>Reminders in the same database. Needs <see cref="AddGadPostGis"/>.</summary>
    public static ISiloBuilder UseGadPostGisReminders(this ISiloBuilder silo) =>
        silo.UseAdoNetReminderService(options => options.Configure<PostGisSources>((reminders, sources) =>
        {
            reminders.Invariant = "Npgsql";
            reminders.DataSource = sources.Reminders;
        }));
}
