using GrupoGad.Silo.PostGis.Upkeep;

namespace GrupoGad.Silo.PostGis.QueryStats;

internal static class StatementSetup
{
    /// <summary>Adds the measures of statements, and the snapshots of plans of the canonical ones.</summary>
    public static void AddGadStatements(this IServiceCollection services)
    {
        services.AddSingleton<StatementWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<StatementWatch>());
        services.AddSingleton<IUpkeepTask, PlanSnapshots>();
    }
}
