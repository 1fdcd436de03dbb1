using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace GrupoGad.Silo.Hosting;

/// <summary>
/// Three questions. Started: has the silo come up once (give it time)? Ready: can it take calls now (send it some)? Live: is the process
/// able to answer at all (if not, restart it)? Live never asks another part: a database that is away is no reason to kill silos.
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

    private static HealthCheckOptions Tagged(string tag) => new() { Predicate = check => check.Tags.Contains(tag) };
}
