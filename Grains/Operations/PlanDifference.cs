using System.Globalization;

namespace GrupoGad.Operations;

/// <summary>The fields that a new plan changes, as text for the timeline: <c>title=…; plannedEnd=…</c>.</summary>
internal static class PlanDifference
{
    public static (string Before, string After) Of(OperationPlan? before, OperationPlan after)
    {
        var changed = Fields(after).Zip(before is null ? Fields(after).Select(field => (field.Name, Value: "")) : Fields(before))
            .Where(pair => pair.First.Value != pair.Second.Value).Select(pair => (pair.First.Name, Before: pair.Second.Value, After: pair.First.Value)).ToArray();
        return (before is null ? "" : Join(changed.Select(field => (field.Name, field.Before))), Join(changed.Select(field => (field.Name, field.After))));
    }

    private static string Join(IEnumerable<(string Name, string Value)> fields) => string.Join("; ", fields.Select(field => $"{field.Name}={field.Value}"));

    private static IEnumerable<(string Name, string Value)> Fields(OperationPlan plan) =>
    [
        ("title", plan.Title), ("description", plan.Description), ("type", plan.Type.ToString()), ("priority", plan.Priority.ToString()),
        ("plannedStart", Time(plan.PlannedStart)), ("plannedEnd", Time(plan.PlannedEnd)),
        ("point", plan.Point is { } point ? Point(point) : ""), ("area", string.Join(' ', plan.Area.Select(Point))),
        ("commander", plan.Commander), ("jurisdiction", plan.Jurisdiction), ("notes", plan.Notes),
        ("wanted", plan.Wanted.ToString(CultureInfo.InvariantCulture)), ("wantedSkill", plan.WantedSkill),
    ];

    private static string Time(DateTime time) => time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture);

    private static string Point(Geo.GeoPoint point) => string.Create(CultureInfo.InvariantCulture, $"{point.Latitude},{point.Longitude}");
}
