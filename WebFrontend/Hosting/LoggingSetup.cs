using GrupoGad.Hosting;
using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Hosting;

public static class LoggingSetup
{
    /// <remarks>In code, not in a settings file that may be missing: the framework's request lines hold query strings, and those hold coordinates.</remarks>
    public static void AddGadLogging(this WebApplicationBuilder builder)
    {
        builder.Logging
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            // "Not ready" is an answer to the platform, not an error of ours.
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None)
            // SiloAwaiter says in one line what the client says in thirty.
            .AddFilter("Orleans.Runtime.Messaging.ConnectionManager", LogLevel.Error)
            .AddFilter("Orleans", LogLevel.Warning);
        // A failure that repeats is one line a minute with a count.
        builder.Services.AddGadClock().AddSingleton<ILoggerFactory>(services => new RepeatedFailures(
            new LoggerFactory(
                services.GetServices<ILoggerProvider>(), services.GetRequiredService<IOptionsMonitor<LoggerFilterOptions>>(), services.GetRequiredService<IOptions<LoggerFactoryOptions>>()),
            services.GetRequiredService<TimeProvider>()));
    }
}
