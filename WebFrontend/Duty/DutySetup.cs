namespace GrupoGad.WebFrontend.Duty;

/// <summary>The resources of duty: one endpoint class each, one line a route.</summary>
public static class DutySetup
{
    public static void MapDuty(this WebApplication app)
    {
        var efectivos = app.MapGroup("/api/v1/efectivos").WithTags("Duty").ProducesProblem(400).ProducesProblem(503);
        ShiftEndpoints.Map(efectivos);
        LeaveEndpoints.Map(efectivos);
        var duty = app.MapGroup("/api/v1/duty").WithTags("Duty").ProducesProblem(400).ProducesProblem(503);
        RosterEndpoints.Map(duty);
        ImportEndpoints.Map(duty);
        ChangeEndpoints.Map(duty);
    }
}
