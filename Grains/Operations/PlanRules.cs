using System.Text.RegularExpressions;
using GrupoGad.Geo;
using GrupoGad.Texts;

namespace GrupoGad.Operations;

/// <summary>Rules that a plan must meet.</summary>
public static partial class PlanRules
{
    public const int WantedMax = 100;
    private const int AreaMax = 1_000;
    private const int TextMax = 4_000;

    /// <summary>The first rule it breaks, as a refusal; null when it breaks none.</summary>
    public static Decision? Refuses(string operationId, OperationPlan plan) =>
        !Code().IsMatch(operationId) ? Wrong("operationId", operationId, "an operation's code has 3 to 20 of A-Z, 0-9, - and _")
        : !TextLength.IsWithin(plan.Title, 5, 200) ? Wrong("title", plan.Title, TextLength.Rule("a title has 5 to 200 characters", plan.Title))
        : !TextLength.IsWithin(plan.Description, 0, TextMax) ? Wrong("description", "", TextLength.Rule($"a description has at most {TextMax} characters", plan.Description))
        : !TextLength.IsWithin(plan.Notes, 0, TextMax) ? Wrong("notes", "", TextLength.Rule($"notes have at most {TextMax} characters", plan.Notes))
        : !TextLength.IsWithin(plan.Jurisdiction, 0, 200) ? Wrong("jurisdiction", plan.Jurisdiction, TextLength.Rule("a jurisdiction has at most 200 characters", plan.Jurisdiction))
        : !TextLength.IsWithin(plan.WantedSkill, 0, 100) ? Wrong("wantedSkill", plan.WantedSkill, TextLength.Rule("a skill has at most 100 characters", plan.WantedSkill))
        : !Texts(plan).All(RequestRules.Storable) ? Wrong("title", "", "text holds no NUL character")
        : !Enum.IsDefined(plan.Type) ? Wrong("type", plan.Type.ToString(), "a type is one of " + Names<OperationType>())
        : !Enum.IsDefined(plan.Priority) ? Wrong("priority", plan.Priority.ToString(), "a priority is one of " + Names<OperationPriority>())
        : RefusesTimes(plan) ?? RefusesPlace(plan) ?? RefusesPeople(plan);

    /// <summary>Equal in all that a plan says. Arrays are equal by what they hold.</summary>
    public static bool Same(OperationPlan a, OperationPlan b) => a with { Area = b.Area } == b && a.Area.AsSpan().SequenceEqual(b.Area.AsSpan());

    private static Decision? RefusesTimes(OperationPlan plan) =>
        plan.PlannedStart.Kind != DateTimeKind.Utc ? Wrong("plannedStart", $"{plan.PlannedStart:O}", "times are in UTC")
        : plan.PlannedEnd.Kind != DateTimeKind.Utc ? Wrong("plannedEnd", $"{plan.PlannedEnd:O}", "times are in UTC")
        : plan.PlannedStart.Year is < 2000 or > 2200 ? Wrong("plannedStart", $"{plan.PlannedStart:O}", "years run from 2000 to 2200")
        : plan.PlannedEnd.Year > 2200 ? Wrong("plannedEnd", $"{plan.PlannedEnd:O}", "years run from 2000 to 2200")
        : plan.PlannedEnd <= plan.PlannedStart ? Wrong("plannedEnd", $"{plan.PlannedEnd:O}", "the end is after the start")
        : null;

    private static Decision? RefusesPlace(OperationPlan plan) =>
        plan.Point is { IsValid: false } ? Wrong("point", "", "a latitude is -90 to 90, a longitude -180 to 180")
        : plan.Area.IsDefault || plan.Area.Length is 1 or 2 or > AreaMax ? Wrong("area", $"{(plan.Area.IsDefault ? 0 : plan.Area.Length)} corners", $"an area has 3 to {AreaMax} corners, or none")
        : !plan.Area.All(corner => corner.IsValid) ? Wrong("area", "", "a latitude is -90 to 90, a longitude -180 to 180")
        : plan.Area.Length > 0 && plan.Area.Distinct().Count() < 3 ? Wrong("area", "", "an area has at least 3 different corners")
        : null;

    private static Decision? RefusesPeople(OperationPlan plan) =>
        plan.Commander is null || plan.Commander.Length > 0 && !EfectivoCode().IsMatch(plan.Commander) ? Wrong("commander", plan.Commander, "a commander is an efectivo's code: 3 to 50 of A-Z, 0-9, - and _")
        : plan.Wanted is < 0 or > WantedMax ? Wrong("wanted", $"{plan.Wanted}", $"0 to {WantedMax} efectivos are wanted")
        : plan.Wanted > 0 && Centre(plan) is null ? Wrong("wanted", $"{plan.Wanted}", "who fills it is sought near its point or area: it needs one")
        : null;

    /// <summary>Where it is: its point, or the middle of its area's corners; null: nowhere.</summary>
    public static GeoPoint? Centre(OperationPlan plan) =>
        plan.Point ?? (plan.Area.Length > 0 ? new GeoPoint(plan.Area.Average(corner => corner.Latitude), plan.Area.Average(corner => corner.Longitude)) : null);

    private static IEnumerable<string> Texts(OperationPlan plan) => [plan.Title, plan.Description, plan.Notes, plan.Jurisdiction, plan.WantedSkill];

    private static string Names<T>() where T : struct, Enum => string.Join(", ", Enum.GetNames<T>());

    private static Decision Wrong(string field, string? value, string rule) => Decision.Refused(OperationOutcome.Invalid, rule, field, value ?? "");

    [GeneratedRegex(@"^[A-Z0-9_-]{3,20}\z")]
    private static partial Regex Code();

    [GeneratedRegex(@"^[A-Z0-9_-]{3,50}\z")]
    public static partial Regex EfectivoCode();
}
