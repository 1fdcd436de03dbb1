using GrupoGad.Dispatch;
using GrupoGad.Routes;
using GrupoGad.Silo.Routes;

namespace GrupoGad.Silo.Dispatch;

internal static class SolverSetup
{
    /// <summary>
    /// Adds the solvers of joint assignments and of routes. A machine without their library starts all the same. It then refuses joint plans, and orders long
    /// routes by the nearest next stop, improved by local changes.
    /// </summary>
    public static IServiceCollection AddGadSolver(this IServiceCollection services) =>
        services.AddSingleton<IJointSolver, FlowSolver>().AddSingleton<IRouteSolver, RouteSolver>();
}
