using GrupoGad.Dispatch;
using GrupoGad.Routes;
using GrupoGad.Silo.Routes;

namespace GrupoGad.Silo.Dispatch;

internal static class SolverSetup
{
    /// <summary>
    /// The solvers of joint assignments and of routes. A machine without their library starts all the same: joint plans are refused then, and long routes are the nearest next, mended.
    /// </summary>
    public static IServiceCollection AddGadSolver(this IServiceCollection services) =>
        services.AddSingleton<IJointSolver, FlowSolver>().AddSingleton<IRouteSolver, RouteSolver>();
}
