using GrupoGad.Silo.PostGis.Upkeep;

namespace GrupoGad.Silo.PostGis.QueryStats;

internal static class StatementSetup
{
    /// <summary>What statements take, and the plans of the canonical ones as they change.</summary>
    public static void AddGadStatements(this IServiceCollection services)
    {
        services.AddSingleton<StatementWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<StatementWatch>());
        services.AddSingleton<IUpkeepTask, PlanSnapshots>();
    }
}
