namespace GrupoGad.WebFrontend.RunPlans;

/// <summary>The resources of run plans: one endpoint class each, one line a route.</summary>
public static class RunPlansSetup
{
    public static void MapRunPlans(this WebApplication app)
    {
        RunPlanEndpoints.Map(app.MapGroup("/api/v1/run-plans").WithTags("Run plans").ProducesProblem(400).ProducesProblem(503));
        NeedsEndpoints.Map(app.MapGroup("/api/v1/operations").WithTags("Run plans").ProducesProblem(400).ProducesProblem(503));
    }
}
