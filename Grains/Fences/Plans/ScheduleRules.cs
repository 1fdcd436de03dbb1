namespace GrupoGad.Fences;

/// <summary>Validates a schedule.</summary>
internal static class ScheduleRules
{
    private const int WindowsMax = 100;

    public static FenceAnswer? Refuses(FenceSchedule schedule) =>
        schedule.Windows.IsDefault || schedule.Windows.Length > WindowsMax ? Wrong("windows", "", $"a schedule has at most {WindowsMax} windows")
        : schedule.TimeZone is null || !TimeZoneInfo.TryFindSystemTimeZoneById(schedule.TimeZone, out _)
            ? Wrong("timeZone", schedule.TimeZone, "a time zone has an IANA name, as America/Argentina/Buenos_Aires")
        : schedule.From is { Kind: not DateTimeKind.Utc } ? Wrong("from", schedule.From, "times are in UTC")
        : schedule.Until is { Kind: not DateTimeKind.Utc } ? Wrong("until", schedule.Until, "times are in UTC")
        : schedule.Until <= schedule.From ? Wrong("until", schedule.Until, "the end is after the start")
        : schedule.Windows.FirstOrDefault(IsWrong) is var wrong && schedule.Windows.Any(IsWrong)
            ? Wrong("windows", $"{wrong.Day} {wrong.FromMinute}-{wrong.ToMinute}", "a window is of a day, from minute 0 to 1,439 until minute 1 to 1,440")
        : null;

    private static bool IsWrong(FenceWindow window) =>
        !Enum.IsDefined(window.Day) || window.FromMinute is < 0 or > 1_439 || window.ToMinute is < 1 or > 1_440;

    private static FenceAnswer Wrong(string field, object? value, string rule) => FencePlanRules.Wrong("schedule." + field, value, rule);
}
