namespace GrupoGad.WebFrontend.Hosting;

/// <summary>A stop first makes the process not ready, then closes the listeners, then lets the reports already taken reach their grains.</summary>
public static class ShutdownSetup
{
    /// <summary>
    /// Below the 60 s that an orchestrator gives. A report that is still being tried then was not acknowledged: its sender sends it again,
    /// under the same id.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(35);

    public static void AddGadShutdown(this WebApplicationBuilder builder) =>
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Patience);
}
