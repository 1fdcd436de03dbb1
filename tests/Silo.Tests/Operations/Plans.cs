using GrupoGad.Geo;
using GrupoGad.Operations;

namespace GrupoGad.Silo.Tests.Operations;

internal static class Plans
{
    public static readonly GeoPoint Obelisco = new(-34.6037, -58.3816);

    public static OperationPlan Of(string commander = "", double startsInHours = 0, double hours = 1, int wanted = 0, string skill = "") => new()
    {
        Title = "Control de accesos",
        Type = OperationType.Patrol,
        Priority = OperationPriority.Medium,
        PlannedStart = Whole(DateTime.UtcNow.AddHours(startsInHours)),
        PlannedEnd = Whole(DateTime.UtcNow.AddHours(startsInHours + hours)),
        Point = Obelisco,
        Commander = commander,
        Wanted = wanted,
        WantedSkill = skill,
    };

    public static OperationRequest Request(string reason = "why", string? id = null) => new(id ?? Guid.NewGuid().ToString("N"), "operator-1", reason);

    private static DateTime Whole(DateTime time) => new(time.Ticks - time.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
}
