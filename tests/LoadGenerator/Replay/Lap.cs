using GrupoGad.LoadGenerator.Traces;

namespace GrupoGad.LoadGenerator.Replay;

/// <summary>
/// One passage over a trace: as recorded; when looping (a fleet to look at) each fix when its device took it, not in the bursts in which the
/// recorder polled, and every second lap back, so that no unit leaps from its end to its start.
/// </summary>
public static class Lap
{
    /// <summary>A fix that arrived later than this says nothing of where its unit was then: the way back leaves it out.</summary>
    private static readonly TimeSpan _lateMax = TimeSpan.FromMinutes(15);

    public static IReadOnlyList<TraceRow> Rows(Trace trace, int lap, bool looping) =>
        !looping ? trace.Rows : lap % 2 == 0 ? Forth(trace) : Back(trace);

    private static List<TraceRow> Forth(Trace trace) =>
        [.. trace.Rows.Select(row => IsOnTime(trace, row) ? row with { Arrival = row.Time } : row).OrderBy(row => row.Arrival)];

    private static List<TraceRow> Back(Trace trace)
    {
        var mirror = trace.Start.Ticks + trace.End.Ticks;
        return
        [
            .. trace.Rows
                .Where(row => IsOnTime(trace, row))
                .Select(row => row with { Time = Mirrored(row.Time), Arrival = Mirrored(row.Time), Fix = Turned(row.Fix) })
                .OrderBy(row => row.Arrival),
        ];

        DateTime Mirrored(DateTime time) => new(mirror - time.Ticks, DateTimeKind.Utc);
    }

    private static bool IsOnTime(Trace trace, TraceRow row) =>
        row.Time <= row.Arrival && row.Arrival - row.Time <= _lateMax && row.Time >= trace.Start;

    private static TraceFix Turned(TraceFix fix) => fix with { CourseDeg = (fix.CourseDeg + 180) % 360 };
}
