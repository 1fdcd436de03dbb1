namespace GrupoGad.LoadGenerator.Clocks;

/// <summary>Maps the recorded time line to the one it is played on.</summary>
/// <param name="Origin">The instant of the trace that is played at <paramref name="Start"/>, UTC.</param>
/// <param name="Start">When playing starts, UTC.</param>
/// <param name="Speed">How much faster than recorded, &gt; 0.</param>
/// <param name="MoveDeviceTimes">Device times move and shrink with the time line, so that a fix stays as old, in played time, as it was; else they stay as recorded.</param>
public sealed record TraceClock(DateTime Origin, DateTime Start, double Speed, bool MoveDeviceTimes)
{
    /// <summary>When a row that arrived then is to be sent.</summary>
    public DateTime Due(DateTime arrival) => Play(arrival);

    /// <summary>The device time to send, whole milliseconds.</summary>
    public DateTime DeviceTime(DateTime time)
    {
        var played = MoveDeviceTimes ? Play(time) : time;
        return new DateTime(played.Ticks - played.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
    }

    private DateTime Play(DateTime time) => Start + (time - Origin) / Speed;
}
