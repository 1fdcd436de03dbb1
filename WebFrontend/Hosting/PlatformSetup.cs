namespace GrupoGad.WebFrontend.Hosting;

/// <summary>What the platform that runs this process sees of it.</summary>
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
