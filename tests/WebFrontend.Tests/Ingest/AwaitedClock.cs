using Microsoft.Extensions.Time.Testing;

namespace GrupoGad.WebFrontend.Tests.Ingest;

/// <summary>A clock that moves only while somebody waits for it, so that it never runs ahead of the code under test.</summary>
internal sealed class AwaitedClock : FakeTimeProvider
{
    private int _waiting;

    public bool IsAwaited => Volatile.Read(ref _waiting) > 0;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Waiting(this, base.CreateTimer(callback, state, dueTime, period));
        Interlocked.Increment(ref _waiting);
        return timer;
    }

    private sealed class Waiting(AwaitedClock clock, ITimer timer) : ITimer
    {
        private int _over;

        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _over, 1) == 0)
            {
                Interlocked.Decrement(ref clock._waiting);
            }
            timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
