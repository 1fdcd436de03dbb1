namespace GrupoGad.WebFrontend.Alarms;

/// <summary>The resources of alarms and of the welfare clock.</summary>
public static class AlarmsSetup
{
    public static void MapAlarms(this WebApplication app)
    {
        var efectivos = app.MapGroup("/api/v1/efectivos").WithTags("Alarms").ProducesProblem(400).ProducesProblem(503);
        AlarmEndpoints.Map(app.MapGroup("/api/v1/alarms").WithTags("Alarms").ProducesProblem(400).ProducesProblem(503), efectivos);
        CheckInEndpoints.Map(efectivos);
    }
}
