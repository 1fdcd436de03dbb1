using Orleans.Dashboard;

namespace GrupoGad.Silo.Hosting;

internal static class DashboardSetup
{
    public static ISiloBuilder UseGadDashboard(this ISiloBuilder silo) => silo.AddDashboard(options => options.HideTrace = true);

    /// <summary>It has no authentication of its own and shows grain keys and state: administrators only.</summary>
    public static void MapGadDashboard(this WebApplication app) =>
        app.MapOrleansDashboard("/dashboard").RequireAuthorization(IdentitySetup.Administrators);
}
