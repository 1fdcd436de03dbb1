using GrupoGad.WebFrontend.Alarms;
using GrupoGad.WebFrontend.Commands;
using GrupoGad.WebFrontend.Duty;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Operations;
using GrupoGad.WebFrontend.RunPlans;

namespace GrupoGad.WebFrontend;

/// <summary>The REST resources of the domain, one folder a noun.</summary>
public static class ResourcesSetup
{
    public static void AddGadResources(this WebApplicationBuilder builder)
    {
        builder.AddGadEfectivos();
        builder.AddGadCommands();
    }

    public static void MapGadResources(this WebApplication app)
    {
        app.MapEfectivos();
        app.MapOperations();
        app.MapCommands();
        app.MapAlarms();
        app.MapDuty();
        app.MapRunPlans();
    }
}
