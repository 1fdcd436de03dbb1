using GrupoGad.WebFrontend.Identity;

namespace GrupoGad.WebFrontend.Ogc;

/// <summary>OGC API for GIS software.</summary>
public static class OgcSetup
{
    public const string Path = "/ogc";

    public static void AddGadOgc(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IOgcCollection, EfectivosCollection>();
        builder.Services.AddSingleton<IOgcCollection, OperationsCollection>();
        builder.Services.AddSingleton<IOgcCollection, FencesCollection>();
        builder.Services.AddSingleton<IOgcCollection, TracksCollection>();
    }

    public static void MapOgc(this WebApplication app) => OgcEndpoints.Map(
        app.MapGroup(Path).WithTags("OGC API - Features").RequireAuthorization(Policies.CanRead).ProducesProblem(400).ProducesProblem(503));
}
