namespace GrupoGad.WebFrontend.Hosting;

/// <summary>Sets up the parts that the platform running this process relies on: logs, metrics, listeners, health, shutdown and limits.</summary>
public static class PlatformSetup
{
    public static void AddGadPlatform(this WebApplicationBuilder builder)
    {
        builder.AddGadLogging();
        builder.AddGadTelemetry();
        builder.AddGadListeners();
        builder.AddGadHealth();
        builder.AddGadShutdown();
        builder.AddGadRateLimits();
    }

    public static void UseGadPlatform(this WebApplication app)
    {
        app.UseGadErrors();
        app.UseGadSecurityHeaders();
        app.UseGadQueryText();
        app.UseGadBodyCharset();
    }

    public static void MapGadPlatform(this WebApplication app)
    {
        app.MapGadHealth();
        app.MapGadMetrics();
    }
}
