using GrupoGad.Geo;

namespace GrupoGad.Dispatch;

/// <summary>Picks for one operation. Pure.</summary>
internal static class Choice
{
    /// <summary>
    /// The cheapest, one after the other, each at its cost after those before it left their cells; equal ones by code. That is the best set, see
    /// <see cref="CostRules.CoverageS"/>.
    /// </summary>
    /// <param name="available">Available ones in a cell now.</param>
    public static List<(Prospect Prospect, int Left, double CostS)> Pick(
        IEnumerable<Prospect> prospects, int count, Func<CellId, int> available, DispatchOptions options)
    {
        // Of one cell always the cheapest goes next: so only the heads of the cells have to be compared.
        var zones = prospects.GroupBy(prospect => prospect.Zone).Select(zone => new Queue<Prospect>(zone
            .OrderBy(prospect => prospect.OwnS).ThenBy(prospect => prospect.Id, StringComparer.Ordinal))).ToList();
        var left = zones.ToDictionary(zone => zone.Peek().Zone, zone => Math.Max(available(zone.Peek().Zone), zone.Count));
        var picked = new List<(Prospect, int, double)>(count);
        while (picked.Count < count && zones.Count > 0)
        {
            var best = zones.MinBy(zone => (CostS(zone), zone.Peek().Id))!;
            var cost = CostS(best);
            var prospect = best.Dequeue();
            picked.Add((prospect, --left[prospect.Zone], cost));
            if (best.Count == 0)
            {
                zones.Remove(best);
            }
        }
        return picked;

        double CostS(Queue<Prospect> zone) => zone.Peek().OwnS + CostRules.CoverageS(left[zone.Peek().Zone] - 1, options);
    }
}
