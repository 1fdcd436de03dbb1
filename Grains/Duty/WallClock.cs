using System.Text.RegularExpressions;

namespace GrupoGad.Duty;

/// <summary>From clocks on walls to UTC. Pure; knows a zone by its offsets at instants alone.</summary>
public static partial class WallClock
{
    /// <summary>A zone by its IANA name; null: there is none.</summary>
    public static TimeZoneInfo? Zone(string? name) =>
        name is { Length: <= 64 } && ZoneName().IsMatch(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;

    /// <summary>When something begins; see <see cref="WallTime"/>. Null: an offset that the zone does not have then.</summary>
    public static DateTime? Start(TimeZoneInfo zone, WallTime time) => Resolve(zone, time, false);

    /// <summary>When something ends; see <see cref="WallTime"/>. Null: an offset that the zone does not have then.</summary>
    public static DateTime? End(TimeZoneInfo zone, WallTime time) => Resolve(zone, time, true);

    private static DateTime? Resolve(TimeZoneInfo zone, WallTime time, bool later)
    {
        // No place is further than 14 h from UTC, and none changes its clocks twice within two days: these are the offsets before and after.
        var local = DateTime.SpecifyKind(time.Local, DateTimeKind.Utc);
        var (before, after) = (zone.GetUtcOffset(local.AddDays(-1)), zone.GetUtcOffset(local.AddDays(1)));
        var shown = new[] { local - before, local - after }.Where(instant => instant + zone.GetUtcOffset(instant) == local).Distinct().Order().ToArray();
        if (time.OffsetMin is { } minutes)
        {
            return shown.Select(instant => (DateTime?)instant).FirstOrDefault(instant => local - instant == TimeSpan.FromMinutes(minutes));
        }
        return shown.Length == 0 ? Change(zone, local) : shown[later ? ^1 : 0];
    }

    /// <summary>The moment at which the clock jumped over that time.</summary>
    private static DateTime Change(TimeZoneInfo zone, DateTime local)
    {
        var (low, high) = (local.AddDays(-1).Ticks, local.AddDays(1).Ticks);
        while (high - low > 1)
        {
            var middle = new DateTime(low + (high - low) / 2, DateTimeKind.Utc);
            (low, high) = middle + zone.GetUtcOffset(middle) < local ? (middle.Ticks, high) : (low, middle.Ticks);
        }
        return new DateTime(high, DateTimeKind.Utc);
    }

    [GeneratedRegex(@"^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+){0,2}\z")]
    private static partial Regex ZoneName();
}
