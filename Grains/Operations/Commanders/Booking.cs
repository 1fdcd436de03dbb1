namespace GrupoGad.Operations;

/// <summary>The time that an operation takes of its commander.</summary>
/// <param name="Commander">Code of the efectivo.</param>
/// <param name="Token">Name of this booking, new for every request, so that a late message about an older booking changes nothing.</param>
/// <param name="From">UTC, included.</param>
/// <param name="To">UTC, not included.</param>
[GenerateSerializer, Immutable, Alias("gad.operation.booking")]
public sealed record Booking(
    [property: Id(0)] string Commander, [property: Id(1)] string Token, [property: Id(2)] DateTime From, [property: Id(3)] DateTime To)
{
    public bool Overlaps(Booking other) => From < other.To && other.From < To;

    /// <summary>Serves for this plan as well.</summary>
    public bool Covers(OperationPlan plan) => Commander == plan.Commander && From == plan.PlannedStart && To == plan.PlannedEnd;

    /// <summary>The booking that a plan asks of its commander; null when the plan has no commander.</summary>
    public static Booking? For(OperationPlan plan) =>
        plan.Commander.Length == 0 ? null : new Booking(plan.Commander, Guid.NewGuid().ToString("N"), plan.PlannedStart, plan.PlannedEnd);
}
