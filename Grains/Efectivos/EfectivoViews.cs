using GrupoGad.Cells;

namespace GrupoGad.Efectivos;

/// <summary>Views of an efectivo's state for other grains and screens.</summary>
internal static class EfectivoViews
{
    public static EfectivoView View(
        string id, EfectivoProfile profile, Availability availability, PositionReport? live, DateTime now, EfectivoOptions options)
    {
        var age = now - live?.Fix.DeviceTime;
        return new EfectivoView
        {
            EfectivoId = id,
            Profile = profile,
            Availability = availability,
            Fix = live?.Fix,
            ReceivedTime = live?.ReceivedTime,
            Source = live?.Source,
            Age = age,
            Freshness = age is { } known ? FreshnessRules.Of(known, options) : null,
        };
    }

    public static CellMember Member(string id, EfectivoProfile profile, Availability availability, Fix fix, long version) => new()
    {
        EfectivoId = id,
        DisplayName = profile.DisplayName,
        Unit = profile.Unit,
        Availability = availability,
        Skills = profile.Skills,
        Fix = fix,
        Version = version,
    };
}
