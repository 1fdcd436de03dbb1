using System.Collections.Immutable;
using GrupoGad.Geo;
using GrupoGad.Operations;

namespace GrupoGad.Dispatch;

/// <summary>Who an operation looks for.</summary>
/// <param name="Skills">All of them.</param>
/// <param name="Jurisdiction">Empty: any.</param>
/// <param name="Asked">Who is not asked (again).</param>
internal sealed record Wanted(
    string OperationId, GeoPoint Point, ImmutableArray<string> Skills, string Jurisdiction, double MaxTravelS, ImmutableHashSet<string> Asked)
{
    /// <summary>Null when it has no place.</summary>
    public static Wanted? Of(OperationView operation, ImmutableArray<string> skills, double maxTravelS, bool anyJurisdiction) =>
        PlanRules.Centre(operation.Plan) is not { } point ? null : new Wanted(
            operation.OperationId, point,
            !skills.IsDefaultOrEmpty ? skills : operation.Plan.WantedSkill.Length > 0 ? [operation.Plan.WantedSkill] : [],
            anyJurisdiction ? "" : operation.Plan.Jurisdiction,
            maxTravelS,
            // Who was released may go again; who refused or let his time pass is not asked twice.
            [
                .. operation.Assignments.Where(bond => bond.IsOpen || bond.Step is AssignmentStep.Refused or AssignmentStep.Expired).Select(bond => bond.EfectivoId),
                operation.Plan.Commander,
            ]);
}
