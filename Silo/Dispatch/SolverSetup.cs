using GrupoGad.Dispatch;

namespace GrupoGad.Silo.Dispatch;

internal static class SolverSetup
{
    /// <summary>The solver of joint assignments. A machine without its library starts all the same: joint plans are refused then.</summary>
    public static IServiceCollection AddGadSolver(this IServiceCollection services) => services.AddSingleton<IJointSolver, FlowSolver>();
}
