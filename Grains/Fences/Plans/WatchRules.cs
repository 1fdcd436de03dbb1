namespace GrupoGad.Fences;

/// <summary>Validates the events that a fence watches for.</summary>
internal static class WatchRules
{
    public static FenceAnswer? Refuses(FencePlan plan)
    {
        var watch = plan.Watch;
        return watch.DwellAfter is { } dwell && (dwell < TimeSpan.FromSeconds(1) || dwell > TimeSpan.FromDays(7)) ? Wrong("dwellAfter", dwell, "1 second to 7 days")
            : watch.VoidBelow is < 1 or > 100_000 ? Wrong("voidBelow", watch.VoidBelow, "1 to 100,000")
            : watch.CrowdAbove is < 0 or > 100_000 ? Wrong("crowdAbove", watch.CrowdAbove, "0 to 100,000")
            : watch.CrowdAbove < watch.VoidBelow - 1 ? Wrong("crowdAbove", watch.CrowdAbove, "no number inside is too few and too many at once")
            : watch.SpeedAboveMps is { } speed && !(speed is >= 0.1 and <= 340) ? Wrong("speedAboveMps", speed, "0.1 to 340 m/s")
            : watch.Deviation && plan.Shape.Kind != FenceKind.Corridor ? Wrong("deviation", true, "only a corridor is to be kept to")
            : watch.Deviation && plan.Filter.Efectivos.IsEmpty ? Wrong("deviation", true, "the filter names the efectivos that are to keep to the corridor")
            : plan.Owner.Kind != FenceOwnerKind.Efectivo ? null
            // Both are of a way over ground, and this fence does not stand on it.
            : watch.Cross ? Wrong("cross", true, Moving)
            : watch.SpeedAboveMps is not null ? Wrong("speedAboveMps", watch.SpeedAboveMps, Moving)
            : null;
    }

    private const string Moving = "a fence that moves tells of entering, leaving, staying, too few and too many";

    private static FenceAnswer Wrong(string field, object? value, string rule) => FencePlanRules.Wrong("watch." + field, value, rule);
}
