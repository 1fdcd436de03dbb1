namespace GrupoGad.Cells;

/// <summary>How children's counts make up their parent's.</summary>
internal static class CountRules
{
    public static CellCounts Sum(string cell, IEnumerable<CellCounts> children)
    {
        var sum = new CellCounts { Cell = cell };
        var (latitudes, longitudes) = (0.0, 0.0);
        foreach (var child in children)
        {
            sum = sum with
            {
                Available = sum.Available + child.Available,
                OnTask = sum.OnTask + child.OnTask,
                OffDuty = sum.OffDuty + child.OffDuty,
                Unavailable = sum.Unavailable + child.Unavailable,
            };
            latitudes += child.Latitude * child.Total;
            longitudes += child.Longitude * child.Total;
        }
        return sum.Total == 0 ? sum : sum with { Latitude = latitudes / sum.Total, Longitude = longitudes / sum.Total };
    }
}
