namespace GrupoGad.Silo.Membership;

/// <summary>Notices that this process did not run for a while: stopped, starved of processors, or in a long collection.</summary>
internal sealed class HoldUps : IDisposable
{
    private static readonly TimeSpan _beat = TimeSpan.FromMilliseconds(200);

    /// <summary>Between two beats: less is a busy machine.</summary>
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private long _beaten;
    private long _ended;

    public HoldUps(TimeProvider clock)
    {
        (_clock, _beaten) = (clock, clock.GetTimestamp());
        // Long ago.
        _ended = _beaten - (long)(TimeSpan.FromDays(1).TotalSeconds * clock.TimestampFrequency);
        _timer = clock.CreateTimer(_ => Beat(), null, _beat, _beat);
    }

    /// <summary>One has just ended. Its length.</summary>
    public event Action<TimeSpan>? Ended;

    /// <summary>Since the end of the last one.</summary>
    public TimeSpan Running => _clock.GetElapsedTime(Interlocked.Read(ref _ended));

    public void Dispose() => _timer.Dispose();

    private void Beat()
    {
        var now = _clock.GetTimestamp();
        var gap = _clock.GetElapsedTime(Interlocked.Exchange(ref _beaten, now), now);
        if (gap > _longest)
        {
            Interlocked.Exchange(ref _ended, now);
            Ended?.Invoke(gap);
        }
    }
}
