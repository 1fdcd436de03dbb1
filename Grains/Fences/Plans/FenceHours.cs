namespace GrupoGad.Fences;

/// <summary>A schedule made ready to be asked about instants. Immutable.</summary>
internal sealed partial class FenceHours
{
    private readonly FenceSchedule _schedule;
    private readonly TimeZoneInfo _zone;

    public FenceHours(FenceSchedule schedule)
    {
        _schedule = schedule;
        _zone = schedule.Windows.IsEmpty ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(schedule.TimeZone);
    }

    /// <summary>Whether it watches at an instant, UTC.</summary>
    public bool Include(DateTime instant) =>
        !(instant < _schedule.From) && !(instant >= _schedule.Until) && (_schedule.Windows.IsEmpty || IncludesClock(instant + _zone.GetUtcOffset(instant)));

    private bool IncludesClock(DateTime clock)
    {
        var minute = clock.Hour * 60 + clock.Minute;
        var yesterday = (DayOfWeek)(((int)clock.DayOfWeek + 6) % 7);
        foreach (var window in _schedule.Windows.AsSpan())
        {
            var endsToday = window.ToMinute > window.FromMinute;
            if (window.Day == clock.DayOfWeek && minute >= window.FromMinute && (!endsToday || minute < window.ToMinute)
                || window.Day == yesterday && !endsToday && minute < window.ToMinute)
            {
                return true;
            }
        }
        return false;
    }
}
