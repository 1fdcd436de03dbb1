using Microsoft.Extensions.Time.Testing;

namespace GrupoGad.Silo.Tests.Fences;

/// <summary>A clock that the test moves: what grains read as now, and when their timers come. All else in the silo, such as its membership, goes on in real time.</summary>
internal sealed class SteeredClock(DateTime start) : TimeProvider
{
    private readonly FakeTimeProvider _fake = new(new DateTimeOffset(start, TimeSpan.Zero));

    private int _timers;

    public DateTime Now => _fake.GetUtcNow().UtcDateTime;

    /// <summary>Timers of grains made so far.</summary>
    public int Timers => Volatile.Read(ref _timers);

    public void Advance(TimeSpan by) => _fake.Advance(by);

    public override DateTimeOffset GetUtcNow() => _fake.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (state is not IGrainTimer)
        {
            return System.CreateTimer(callback, state, dueTime, period);
        }
        Interlocked.Increment(ref _timers);
        return _fake.CreateTimer(callback, state, dueTime, period);
    }
}
