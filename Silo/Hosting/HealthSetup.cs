using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace GrupoGad.Silo.Hosting;

/// <summary>
/// Three questions. Started: has the silo come up once (give it time)? Ready: can it take calls now (send it some)? Live: is the process
/// able to answer at all (if not, restart it)? Live never asks another part, because a database that is away is no reason to kill silos.
/// </summary>
internal static class HealthSetup
{
    public static void AddGadHealth(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SiloLifecycleHealth>();
        builder.Services.AddHealthChecks().AddCheck<SiloLifecycleHealth>("silo", tags: ["started", "ready"]);
    }

    public static void MapGadHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/started", Tagged("started")).AllowAnonymous();
        app.MapHealthChecks("/health/ready", Tagged("ready")).AllowAnonymous();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
    }

    private static HealthCheckOptions Tagged(string tag) => new() { Predicate = check => check.Tags.Contains(tag), ResponseWriter = Write };

    /// <summary>The status, and a line for each check that is not healthy.</summary>
    private static Task Write(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        var faults = report.Entries.Where(entry => entry.Value.Status != HealthStatus.Healthy).Select(entry => $"\n{entry.Key}: {entry.Value.Description}");
        return context.Response.WriteAsync(report.Status + string.Concat(faults));
    }
}
