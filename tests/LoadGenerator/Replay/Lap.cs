using GrupoGad.LoadGenerator.Traces;

namespace GrupoGad.LoadGenerator.Replay;

/// <summary>One passage over a trace: forth as recorded; when looping every second one back, so that no unit leaps from its end to its start.</summary>
public static class Lap
{
    /// <summary>A fix that arrived later than this says nothing of where its unit was then: the way back leaves it out.</summary>
    private static readonly TimeSpan _lateMax = TimeSpan.FromMinutes(15);

    public static IReadOnlyList<TraceRow> Rows(Trace trace, int lap) => lap % 2 == 0 ? trace.Rows : Back(trace);

    private static List<TraceRow> Back(Trace trace)
    {
        var mirror = trace.Start.Ticks + trace.End.Ticks;
        return
        [
            .. trace.Rows
                .Where(row => row.Time <= row.Arrival && row.Arrival - row.Time <= _lateMax && row.Time >= trace.Start)
                .Select(row => row with { Time = Mirrored(row.Time), Arrival = Mirrored(row.Time), Fix = Turned(row.Fix) })
                .OrderBy(row => row.Arrival),
        ];

        DateTime Mirrored(DateTime time) => new(mirror - time.Ticks, DateTimeKind.Utc);
    }

    private static TraceFix Turned(TraceFix fix) => fix with { CourseDeg = (fix.CourseDeg + 180) % 360 };
}
