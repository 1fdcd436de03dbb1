namespace GrupoGad.WebFrontend.Dispatch;

/// <summary>The resources of dispatch: one endpoint class each.</summary>
public static class DispatchSetup
{
    public static void MapDispatch(this WebApplication app)
    {
        var dispatch = app.MapGroup("/api/v1/dispatch").WithTags("Dispatch").ProducesProblem(400).ProducesProblem(503);
        FindNearestEndpoints.Map(dispatch);
        JointEndpoints.Map(dispatch);
        RecommendationEndpoints.Map(app.MapGroup("/api/v1/operations").WithTags("Dispatch").ProducesProblem(400).ProducesProblem(503), dispatch);
    }

    /// <summary>Dispatch workers are stateless: a few keys spread the calls over the silos.</summary>
    internal static GrupoGad.Dispatch.IDispatchGrain Dispatch(this IGrainFactory grains) => grains.GetGrain<GrupoGad.Dispatch.IDispatchGrain>(Random.Shared.Next(8));
}
