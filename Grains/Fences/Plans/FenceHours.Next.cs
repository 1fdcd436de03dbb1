namespace GrupoGad.Fences;

internal sealed partial class FenceHours
{
    /// <summary>Days looked ahead: a window that a change of the clock skipped comes again a week later.</summary>
    private const int AheadDays = 16;

    /// <summary>Days looked back: a window comes once a week.</summary>
    private const int BackDays = 8;

    /// <summary>The first instant after that one, UTC, at which it begins or ceases to watch; null: never again.</summary>
    public DateTime? NextChange(DateTime after)
    {
        var now = Include(after);
        var instants = Bounds(after).Order().Where(instant => instant > after);
        return instants.Select(instant => (DateTime?)instant).FirstOrDefault(instant => Include(instant!.Value) != now);
    }

    /// <summary>The last instant until that one, UTC, at which it began or ceased to watch; null: never, or longer ago than a week.</summary>
    public DateTime? LastChange(DateTime until) => Bounds(until.AddDays(-BackDays)).Where(instant => instant <= until).OrderDescending()
        .Select(instant => (DateTime?)instant).FirstOrDefault(instant => Include(instant!.Value) != Include(instant.Value.AddTicks(-1)));

    /// <summary>Every instant that may be a change, and some that are none.</summary>
    private IEnumerable<DateTime> Bounds(DateTime after)
    {
        if (_schedule.Until is { } until)
        {
            yield return until;
        }
        if (_schedule.From is { } from)
        {
            yield return from;
        }
        if (_schedule.Windows.IsEmpty)
        {
            yield break;
        }
        var start = (_schedule.From > after ? _schedule.From.Value : after).AddDays(-2);
        for (var day = 0; day < AheadDays; day++)
        {
            var (noon, next) = (start.AddDays(day), start.AddDays(day + 1));
            if (_zone.GetUtcOffset(noon) != _zone.GetUtcOffset(next))
            {
                yield return ClockChange(noon, next);
            }
            var date = (noon + _zone.GetUtcOffset(noon)).Date;
            foreach (var window in _schedule.Windows.Where(window => window.Day == date.DayOfWeek))
            {
                var end = date.AddMinutes(window.ToMinute).AddDays(window.ToMinute > window.FromMinute ? 0 : 1);
                foreach (var instant in Instants(date.AddMinutes(window.FromMinute)).Concat(Instants(end)))
                {
                    yield return instant;
                }
            }
        }
    }

    /// <summary>When a clock of the place may show that time: with the offset of the day before, and of the day after.</summary>
    private IEnumerable<DateTime> Instants(DateTime clock)
    {
        var asUtc = DateTime.SpecifyKind(clock, DateTimeKind.Utc);
        yield return asUtc - _zone.GetUtcOffset(asUtc.AddDays(-1));
        yield return asUtc - _zone.GetUtcOffset(asUtc.AddDays(1));
    }

    private DateTime ClockChange(DateTime before, DateTime after)
    {
        while (after - before > TimeSpan.FromTicks(1))
        {
            var middle = before + (after - before) / 2;
            (before, after) = _zone.GetUtcOffset(middle) == _zone.GetUtcOffset(before) ? (middle, after) : (before, middle);
        }
        return after;
    }
}
