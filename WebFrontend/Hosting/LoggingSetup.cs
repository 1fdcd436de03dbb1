namespace GrupoGad.WebFrontend.Hosting;

public static class LoggingSetup
{
    /// <remarks>In code, not in a settings file that may be missing: the framework's request lines hold query strings, and those hold coordinates.</remarks>
    public static void AddGadLogging(this WebApplicationBuilder builder) => builder.Logging
        .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
        .AddFilter("Orleans", LogLevel.Warning);
}
