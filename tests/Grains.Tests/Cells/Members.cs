using GrupoGad.Efectivos;
using GrupoGad.Geo;

namespace GrupoGad.Cells;

internal static class Members
{
    public static CellMember At(string id, GeoPoint point, long version = 1, Availability availability = Availability.Available, params string[] skills) => new()
    {
        EfectivoId = id,
        DisplayName = id,
        Unit = "",
        Availability = availability,
        Skills = [.. skills],
        Fix = new Fix { Point = point, DeviceTime = Reports.Now },
        Version = version,
    };
}
