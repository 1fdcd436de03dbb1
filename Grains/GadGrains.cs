using GrupoGad.Alarms;
using GrupoGad.Boards;
using GrupoGad.Cells;
using GrupoGad.Commands;
using GrupoGad.Duty;
using GrupoGad.Efectivos;
using GrupoGad.Faults;
using GrupoGad.Operations;
using GrupoGad.Waking;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GrupoGad;

/// <summary>What the grains need beside the ports in <c>Storage/</c>, which the host provides.</summary>
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
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<Waker>();
        services.AddSingleton<Recall>();
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
        services.AddSingleton<IOwedWork, OpenCommands>();
        services.AddOptions<DutyOptions>().Bind(configuration.GetSection(DutyOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<DutyInstruments>();
        services.AddSingleton<DutyDependencies>();
        return services;
    }
}
