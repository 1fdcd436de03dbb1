using GrupoGad.Alarms;
using GrupoGad.Analytics;
using GrupoGad.Boards;
using GrupoGad.Cells;
using GrupoGad.Commands;
using GrupoGad.Dispatch;
using GrupoGad.Duty;
using GrupoGad.Efectivos;
using GrupoGad.Faults;
using GrupoGad.Fences;
using GrupoGad.Hosting;
using GrupoGad.Operations;
using GrupoGad.Recovery;
using GrupoGad.Routes;
using GrupoGad.Webhooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace GrupoGad;

/// <summary>Registers the services of the grains. The host provides the ports.</summary>
public static class GadGrains
{
    public static IServiceCollection AddGadGrains(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<EfectivoOptions>().Bind(configuration.GetSection(EfectivoOptions.Section)).ValidateDataAnnotations()
            .Validate(o => o.StaleAfterS < o.LostAfterS, "Gad:Efectivos: StaleAfterS is less than LostAfterS.").ValidateOnStart();
        services.AddOptions<CellOptions>().Bind(configuration.GetSection(CellOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<OperationOptions>().Bind(configuration.GetSection(OperationOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<CommandOptions>().Bind(configuration.GetSection(CommandOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddMetrics();
        services.AddGadClock();
        services.AddSingleton<RecoveryCalls>();
        services.AddSingleton<RejoinRequests>();
        services.AddSingleton<EfectivoInstruments>();
        services.AddSingleton<EfectivoDependencies>();
        services.AddSingleton<CellInstruments>();
        services.AddSingleton<CellDependencies>();
        services.AddOptions<BoardOptions>().Bind(configuration.GetSection(BoardOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<BoardInstruments>();
        services.AddOptions<AlarmOptions>().Bind(configuration.GetSection(AlarmOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<AlarmInstruments>();
        services.AddSingleton<AlarmDependencies>();
        services.TryAddSingleton<IFaultPoints, NoFaultPoints>();
        services.AddSingleton<OperationInstruments>();
        services.AddSingleton<OperationDependencies>();
        services.AddSingleton<CommandInstruments>();
        services.AddSingleton<CommandDependencies>();
        services.AddSingleton<ICommandedOperations, GrainOperations>();
        services.AddSingleton<IPendingWork, CommandRecovery>();
        services.AddOptions<WebhookOptions>().Bind(configuration.GetSection(WebhookOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<WebhookInstruments>();
        services.AddSingleton<WebhookDependencies>();
        services.AddOptions<FenceOptions>().Bind(configuration.GetSection(FenceOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => new FenceMap(provider.GetRequiredService<IOptions<FenceOptions>>().Value));
        services.TryAddSingleton<IFenceCatalogue, NoFences>();
        services.TryAddSingleton<IFenceJournal, NoFences>();
        services.TryAddSingleton<IFenceRecords, NoFences>();
        services.AddSingleton<FenceInstruments>();
        services.AddSingleton<FenceMapMonitor>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<FenceMapMonitor>());
        services.AddSingleton<FenceDependencies>();
        services.AddSingleton<FenceOwners>();
        services.AddSingleton<IFenceEcho, FencePublisher>();
        services.AddDispatch(configuration);
        services.AddRoutes(configuration);
        services.TryAddSingleton<IJurisdictionCoverage, NothingCounted>();
        services.AddOptions<DutyOptions>().Bind(configuration.GetSection(DutyOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<DutyInstruments>();
        services.AddSingleton<DutyDependencies>();
        return services;
    }

    private static void AddDispatch(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DispatchOptions>().Bind(configuration.GetSection(DispatchOptions.Section)).ValidateDataAnnotations()
            .Validate(o => o.SpeedsAreValid, "Gad:Dispatch: speeds of classes are 1 to 300 km/h.").ValidateOnStart();
        services.AddSingleton<StraightLineEta>();
        services.TryAddSingleton<IEtaProvider>(provider => provider.GetRequiredService<StraightLineEta>());
        services.TryAddSingleton<IJointSolver, NoJointSolver>();
        services.TryAddSingleton<IDutyRoster, NobodyBarred>();
        services.AddSingleton<DispatchInstruments>();
        services.AddSingleton<DispatchDependencies>();
    }

    private static void AddRoutes(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RouteOptions>().Bind(configuration.GetSection(RouteOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<IRouteSolver, NoRouteSolver>();
        services.AddSingleton<RouteInstruments>();
        services.AddSingleton<RouteDependencies>();
    }
}
