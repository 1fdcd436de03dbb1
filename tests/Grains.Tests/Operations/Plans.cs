using GrupoGad.Geo;

namespace GrupoGad.Operations;

internal static class Plans
{
    public static readonly DateTime Now = new(2026, 3, 14, 12, 0, 0, DateTimeKind.Utc);
    public static readonly TimeSpan RemindBefore = TimeSpan.FromMinutes(40);

    public static OperationPlan Of(double startsInHours = 2, double hours = 1, string commander = "", int wanted = 0) => new()
    {
        Title = "Control de accesos",
        Type = OperationType.Patrol,
        Priority = OperationPriority.Medium,
        PlannedStart = Now.AddHours(startsInHours),
        PlannedEnd = Now.AddHours(startsInHours + hours),
        Point = new GeoPoint(-34.6, -58.4),
        Commander = commander,
        Wanted = wanted,
    };

    public static OperationRequest Request(string reason = "", string? id = null, string actor = "operator-1") => new(id ?? Guid.NewGuid().ToString("N"), actor, reason);

    public static OperationState Planned(OperationPlan? plan = null) => Done(new OperationState(), state =>
        OperationRules.Plan(state, "OP-1", plan ?? Of(), null, Request(), Now, RemindBefore));

    /// <summary>The state after a decision that must be taken.</summary>
    public static OperationState Done(OperationState state, Func<OperationState, Decision> decide)
    {
        var decision = decide(state);
        Assert.True(decision.Outcome == OperationOutcome.Done, $"{decision.Outcome}: {decision.Rule}");
        return OperationRules.Apply(state, decision, Now);
    }

    public static OperationState Moved(OperationState state, OperationMove move, string reason = "why", bool force = true) =>
        Done(state, known => OperationRules.Move(known, move, force, Request(reason)));
}
