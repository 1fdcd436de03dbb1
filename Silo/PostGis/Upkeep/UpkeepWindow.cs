namespace GrupoGad.Silo.PostGis.Upkeep;

/// <summary>The time of day in which the database may be kept busy.</summary>
internal readonly record struct UpkeepWindow(DateTime OpenedAt, DateTime ClosesAt)
{
    /// <summary>The window that is open at an instant, UTC; null when none is.</summary>
    /// <remarks>
    /// A local time that a clock change skips is the instant of the change; of one that comes twice it is the first. So no day has two windows, and none has no
    /// window.
    /// </remarks>
    public static UpkeepWindow? At(DateTime now, UpkeepOptions options)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, zone));
        foreach (var day in new[] { today, today.AddDays(-1) })
        {
            var closing = options.WindowTo > options.WindowFrom ? day : day.AddDays(1);
            var window = new UpkeepWindow(Instant(day.ToDateTime(options.WindowFrom), zone), Instant(closing.ToDateTime(options.WindowTo), zone));
            if (window.OpenedAt <= now && now < window.ClosesAt)
            {
                return window;
            }
        }
        return null;
    }

    private static DateTime Instant(DateTime local, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }
        return zone.IsAmbiguousTime(local)
            ? DateTime.SpecifyKind(local - zone.GetAmbiguousTimeOffsets(local).Max(), DateTimeKind.Utc)
            : TimeZoneInfo.ConvertTimeToUtc(local, zone);
    }
}
