using GrupoGad.Cells;
using GrupoGad.Efectivos;
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
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<Recall>();
        services.AddSingleton<EfectivoInstruments>();
        services.AddSingleton<EfectivoDependencies>();
        services.AddSingleton<CellInstruments>();
        services.AddSingleton<CellDependencies>();
        return services;
    }
}
