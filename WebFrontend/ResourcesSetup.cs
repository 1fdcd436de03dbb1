using GrupoGad.WebFrontend.Alarms;
using GrupoGad.WebFrontend.Analytics;
using GrupoGad.WebFrontend.Commands;
using GrupoGad.WebFrontend.Dispatch;
using GrupoGad.WebFrontend.Duty;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Fences;
using GrupoGad.WebFrontend.History;
using GrupoGad.WebFrontend.Ogc;
using GrupoGad.WebFrontend.Operations;
using GrupoGad.WebFrontend.Routes;
using GrupoGad.WebFrontend.Webhooks;
using GrupoGad.WebFrontend.RunPlans;

namespace GrupoGad.WebFrontend;

/// <summary>The REST resources of the domain, one folder a noun.</summary>
public static class ResourcesSetup
{
    public static void AddGadResources(this WebApplicationBuilder builder)
    {
        builder.AddGadEfectivos();
        builder.AddGadCommands();
        builder.AddGadFences();
        builder.AddGadHistory();
        builder.AddGadOgc();
    }

    public static void MapGadResources(this WebApplication app)
    {
        app.MapEfectivos();
        app.MapOperations();
        app.MapCommands();
        app.MapAlarms();
        app.MapFences();
        app.MapWebhooks();
        app.MapHistory();
        app.MapOgc();
        app.MapAnalytics();
        app.MapDispatch();
        app.MapRoutes();
        app.MapDuty();
        app.MapRunPlans();
    }
}
