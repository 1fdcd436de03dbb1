using GrupoGad.WebFrontend.Fences.Import;

namespace GrupoGad.WebFrontend.Fences;

/// <summary>Fences and what happens at them: one endpoint class each, one line a route.</summary>
public static class FencesSetup
{
    public static void AddGadFences(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<FenceEndpointOptions>().BindConfiguration(FenceEndpointOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<FenceEventReader>();
        builder.Services.AddSingleton<FenceWatcher>();
        builder.Services.AddHostedService<FenceWatchRenewal>();
    }

    public static void MapFences(this WebApplication app)
    {
        var fences = app.MapGroup("/api/v1/fences").WithTags("Fences").ProducesProblem(400).ProducesProblem(503);
        FenceListEndpoints.Map(fences);
        FenceEndpoints.Map(fences);
        ImportEndpoints.Map(fences);
        var events = app.MapGroup("/api/v1/fence-events").WithTags("Fences").ProducesProblem(400).ProducesProblem(503);
        FenceEventEndpoints.Map(events);
        FenceEventFeed.Map(events);
    }
}
