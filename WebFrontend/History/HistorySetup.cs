using GrupoGad.WebFrontend.History.Export;

namespace GrupoGad.WebFrontend.History;

/// <summary>The resources of the past, one endpoint class each.</summary>
public static class HistorySetup
{
    public static void AddGadHistory(this WebApplicationBuilder builder) => builder.Services.AddSingleton<PastReads>();

    public static void MapHistory(this WebApplication app)
    {
        var history = app.MapGroup("/api/v1/history").WithTags("History").ProducesProblem(400).ProducesProblem(503);
        SnapshotEndpoints.Map(history);
        ChangesEndpoints.Map(history);
        CoverageEndpoints.Map(history);
        InsideEndpoints.Map(history);
        PatrolEndpoints.Map(history);
        var efectivos = app.MapGroup("/api/v1/efectivos").WithTags("History").ProducesProblem(400).ProducesProblem(503);
        TripEndpoints.Map(efectivos);
        ExportEndpoints.Map(efectivos);
    }
}
