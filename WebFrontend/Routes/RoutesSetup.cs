namespace GrupoGad.WebFrontend.Routes;

/// <summary>Orders of visits, beside the other questions to dispatch.</summary>
public static class RoutesSetup
{
    public static void MapRoutes(this WebApplication app) =>
        RouteEndpoints.Map(app.MapGroup("/api/v1/dispatch").WithTags("Dispatch").ProducesProblem(400).ProducesProblem(503));
}
