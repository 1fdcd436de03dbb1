namespace GrupoGad.WebFrontend.Operations;

/// <summary>The resources of operations: one endpoint class each, one line a route.</summary>
public static class OperationsSetup
{
    public static void MapOperations(this WebApplication app)
    {
        var operations = app.MapGroup("/api/v1/operations").WithTags("Operations").ProducesProblem(400).ProducesProblem(503);
        OperationListEndpoints.Map(operations);
        OperationEndpoints.Map(operations);
        TimelineEndpoints.Map(operations);
        MoveEndpoints.Map(operations);
        AssignmentEndpoints.Map(operations);
    }
}
