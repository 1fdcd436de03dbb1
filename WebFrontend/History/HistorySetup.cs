namespace GrupoGad.WebFrontend.History;

/// <summary>What was where: the resources of the past, one endpoint class each.</summary>
public static class HistorySetup
{
    public static void MapHistory(this WebApplication app)
    {
        var history = app.MapGroup("/api/v1/history").WithTags("History").ProducesProblem(400).ProducesProblem(503);
        SnapshotEndpoints.Map(history);
        ChangesEndpoints.Map(history);
    }
}
