using GrupoGad.Hosting;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.Hosting;

internal static class LoggingSetup
{
    /// <summary>A failure that repeats is one line a minute with a count, so that the log of an outage fits on a screen.</summary>
    public static void AddGadLogging(this WebApplicationBuilder builder) => builder.Services.AddGadClock().AddSingleton<ILoggerFactory>(services => new RepeatedFailures(
        new LoggerFactory(
            services.GetServices<ILoggerProvider>(), services.GetRequiredService<IOptionsMonitor<LoggerFilterOptions>>(), services.GetRequiredService<IOptions<LoggerFactoryOptions>>()),
        services.GetRequiredService<TimeProvider>()));
}
