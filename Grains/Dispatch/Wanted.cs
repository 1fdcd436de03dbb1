using System.Collections.Immutable;
using GrupoGad.Geo;
using GrupoGad.Operations;

namespace GrupoGad.Dispatch;

/// <summary>Conditions of an operation on its efectivos.</summary>
/// <param name="Skills">All of them.</param>
/// <param name="Jurisdiction">Empty: any.</param>
/// <param name="Asked">Efectivos that are not asked (again).</param>
/// <param name="PlannedAt">The planned start, for which shifts, leaves and rest are judged; null: it is not to come, they are judged as of now.</param>
/// <param name="Need">Skill of the run plan's need that this is for, empty: any; null: for none.</param>
internal sealed record Wanted(
    string OperationId, GeoPoint Point, ImmutableArray<string> Skills, string Jurisdiction, double MaxTravelS, ImmutableHashSet<string> Asked,
    DateTime? PlannedAt = null, string? Need = null)
{
    /// <summary>Of the efectivos asked, those assigned to it.</summary>
    public ImmutableHashSet<string> Assigned { get; init; } = [];

    /// <summary>The time that is wanted of them, as an operation holds it.</summary>
    public DateTime From { get; init; }

    public DateTime To { get; init; } = DateTime.MaxValue;

    /// <summary>When the request came.</summary>
    public DateTime JudgedAt { get; init; }

    /// <summary>Of any skill. Null when it has no place.</summary>
    public static Wanted? Of(OperationView operation, double maxTravelS, bool anyJurisdiction, DateTime now) =>
        PlanRules.Centre(operation.Plan) is null ? null : Anywhere(operation, maxTravelS, anyJurisdiction, now);

    /// <summary>Of any skill, also when it has no place: of people who are known by name.</summary>
    public static Wanted Anywhere(OperationView operation, double maxTravelS, bool anyJurisdiction, DateTime now) => new(
            operation.OperationId, PlanRules.Centre(operation.Plan) ?? default, [],
            anyJurisdiction ? "" : operation.Plan.Jurisdiction,
            maxTravelS,
            // A released efectivo may go again; one that refused or let its time pass is not asked twice.
            [
                .. operation.Assignments.Where(bond => bond.IsOpen || bond.Step is AssignmentStep.Refused or AssignmentStep.Expired or AssignmentStep.Unable).Select(bond => bond.EfectivoId),
                operation.Plan.Commander,
            ],
            operation.Status == OperationStatus.Planned && operation.Plan.PlannedStart > now ? operation.Plan.PlannedStart : null)
        {
            Assigned = [.. operation.Assignments.Where(bond => bond.IsOpen).Select(bond => bond.EfectivoId)],
            From = operation.Status == OperationStatus.Planned ? operation.Plan.PlannedStart : now,
            To = operation.Plan.PlannedEnd > now ? operation.Plan.PlannedEnd : DateTime.MaxValue,
            JudgedAt = now,
        };
}
