namespace GrupoGad.WebFrontend.Hosting;

/// <summary>A stop first makes the process not ready, then closes the doors, then lets the reports already taken reach their grains.</summary>
public static class ShutdownSetup
{
    /// <summary>Below the 60 s that an orchestrator gives, above the 30 s for which a report is retried.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(35);

    public static void AddGadShutdown(this WebApplicationBuilder builder) =>
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Patience);
}
