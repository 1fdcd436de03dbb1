namespace GrupoGad.Silo.Hosting;

internal static class ShutdownSetup
{
    /// <summary>
    /// On SIGTERM the silo leaves the cluster, its grains deactivate, and the journal writes out what it holds. 25 s: inside the 30 s after
    /// which Kubernetes kills.
    /// </summary>
    public static void AddGadShutdown(this WebApplicationBuilder builder) =>
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(25));
}
