namespace GrupoGad.WebFrontend.Tests.Fences;

/// <summary>Bodies of fences as integrators write them.</summary>
internal static class FencePlans
{
    public static readonly double[][] Ring = [[-58.5, -34.5], [-58.4, -34.6], [-58.4, -34.5], [-58.5, -34.5]];

    public static Dictionary<string, object?> Polygon(params (string Member, object? Value)[] changes) => With(new()
    {
        ["name"] = "Zona centro",
        ["geometry"] = Geometry("Polygon", new[] { Ring }),
    }, changes);

    public static Dictionary<string, object?> Circle(params (string Member, object? Value)[] changes) => With(new()
    {
        ["name"] = "Perímetro",
        ["geometry"] = Geometry("Point", new[] { -58.4, -34.6 }),
        ["radiusM"] = 250.5,
    }, changes);

    public static object Geometry(string type, object coordinates) => new { type, coordinates };

    private static Dictionary<string, object?> With(Dictionary<string, object?> plan, (string Member, object? Value)[] changes)
    {
        foreach (var (member, value) in changes)
        {
            plan[member] = value;
        }
        return plan;
    }
}
