namespace GrupoGad.WebFrontend.Efectivos;

/// <summary>The resources of efectivos: one endpoint class each, one line a route.</summary>
public static class EfectivosSetup
{
    public static void AddGadEfectivos(this WebApplicationBuilder builder) => builder.Services
        .AddOptions<FreshnessOptions>().BindConfiguration(FreshnessOptions.Section).ValidateDataAnnotations().ValidateOnStart();

    public static void MapEfectivos(this WebApplication app)
    {
        var efectivos = app.MapGroup("/api/v1/efectivos").WithTags("Efectivos").ProducesProblem(400).ProducesProblem(503);
        EfectivoEndpoints.Map(efectivos);
        AvailabilityEndpoints.Map(efectivos);
        AreaEndpoints.Map(efectivos);
        NearestEndpoints.Map(efectivos);
        TrackEndpoints.Map(efectivos);
    }
}
