using System.Globalization;
using GrupoGad.Fences;
using GrupoGad.WebFrontend.Places;

namespace GrupoGad.WebFrontend.Fences;

/// <summary>When a fence watches.</summary>
/// <param name="TimeZone">IANA name, e.g. <c>America/Argentina/Buenos_Aires</c>; UTC when left out.</param>
/// <param name="Windows">At most 100; left out: all week.</param>
/// <param name="From">UTC.</param>
/// <param name="Until">UTC, exclusive.</param>
public sealed record ScheduleItem(string? TimeZone, IReadOnlyList<WindowItem?>? Windows, DateTime? From, DateTime? Until)
{
    private const int WindowsMax = 100;
    private const int ZoneMax = 100;

    internal FenceSchedule Read(BodyReading reading)
    {
        if (Windows?.Count > WindowsMax)
        {
            reading.Refuse("schedule.windows", $"{Windows.Count} entries", $"at most {WindowsMax}");
        }
        return new FenceSchedule
        {
            TimeZone = TimeZone is null ? "UTC" : reading.Line("schedule.timeZone", TimeZone, 1, ZoneMax),
            Windows = [.. (Windows ?? []).Take(WindowsMax).Select((window, i) => (window ?? new WindowItem(null, null, null)).Read(reading, $"schedule.windows[{i}]"))],
            From = From,
            Until = Until,
        };
    }

    internal static ScheduleItem Of(FenceSchedule schedule) =>
        new(schedule.TimeZone, [.. schedule.Windows.Select(WindowItem.Of)], schedule.From, schedule.Until);
}

/// <summary>Every week, by the clock of the place.</summary>
/// <param name="Day">Monday…Sunday.</param>
/// <param name="From">hh:mm.</param>
/// <param name="To">hh:mm, exclusive, 24:00 at most; not after <paramref name="From"/>: on the next day.</param>
public sealed record WindowItem(DayOfWeek? Day, string? From, string? To)
{
    private const int MinutesADay = 1_440;

    internal FenceWindow Read(BodyReading reading, string field) => new(
        reading.Choice(field + ".day", Day), Minute(reading, field + ".from", From, 0, MinutesADay - 1), Minute(reading, field + ".to", To, 1, MinutesADay));

    internal static WindowItem Of(FenceWindow window) => new(window.Day, Text(window.FromMinute), Text(window.ToMinute));

    private static int Minute(BodyReading reading, string field, string? text, int min, int max)
    {
        if (text is [>= '0' and <= '2', >= '0' and <= '9', ':', >= '0' and <= '5', >= '0' and <= '9'])
        {
            var minute = 60 * int.Parse(text.AsSpan(0, 2), CultureInfo.InvariantCulture) + int.Parse(text.AsSpan(3), CultureInfo.InvariantCulture);
            if (minute >= min && minute <= max)
            {
                return minute;
            }
        }
        reading.Refuse(field, text, $"hh:mm, {Text(min)}..{Text(max)}");
        return min;
    }

    private static string Text(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:D2}:{minute % 60:D2}");
}
