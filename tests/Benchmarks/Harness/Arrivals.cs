using System.Diagnostics;
using System.Runtime.InteropServices;

namespace GrupoGad.Benchmarks.Harness;

/// <summary>
/// Work that arrives at a pace of its own, whether what came before is done or not: at random, as people who know nothing of each other
/// ask (exponential gaps). Each call receives the instant it was due, so that a stall counts for all calls due meanwhile.
/// </summary>
/// <remarks>
/// A thread of its own paces, for a pool that the product keeps busy would pace by the product's own stalls and hide them. It sleeps some
/// 100 µs at a time: a whole millisecond would send 60 at once, who then wait for each other.
/// </remarks>
public static class Arrivals
{
    private const uint NapUs = 50;

    /// <summary>Starts until the time is over or it is stopped, then waits for all that were started.</summary>
    /// <param name="start">Gets the stopwatch's time at which it was due; runs on the pool.</param>
    /// <returns>How many arrived.</returns>
    public static async Task<long> Run(double perSecond, TimeSpan duration, int seed, Func<long, Task> start, CancellationToken stop = default)
    {
        var begun = new Begun(start);
        var count = 0L;
        var pacing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            count = Pace(perSecond, duration, new Random(seed), begun, stop);
            pacing.SetResult();
        })
        { IsBackground = true };
        thread.Start();
        await pacing.Task;
        await begun.Ended();
        return count;
    }

    private static long Pace(double perSecond, TimeSpan duration, Random random, Begun begun, CancellationToken stop)
    {
        var first = Stopwatch.GetTimestamp();
        var count = 0L;
        // Seconds from the first at which the next is due.
        for (var next = 0.0; next < duration.TotalSeconds && !stop.IsCancellationRequested; next -= Math.Log(1 - random.NextDouble()) / perSecond)
        {
            var due = first + (long)(next * Stopwatch.Frequency);
            while (Stopwatch.GetTimestamp() < due)
            {
                // Its failure (a signal) only makes the nap shorter.
                _ = usleep(NapUs);
            }
            begun.Start(due);
            count++;
        }
        return count;
    }

    [DllImport("libc")]
    private static extern int usleep(uint microseconds);

    /// <summary>Counts what is under way.</summary>
    private sealed class Begun(Func<long, Task> start)
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>One for the pacing itself.</summary>
        private long _open = 1;

        public void Start(long due)
        {
            Interlocked.Increment(ref _open);
            ThreadPool.UnsafeQueueUserWorkItem(static begun => _ = begun.Item1.One(begun.due), (this, due), preferLocal: false);
        }

        /// <summary>Fails with the first failure.</summary>
        public Task Ended()
        {
            End();
            return _ended.Task;
        }

        private async Task One(long due)
        {
            try
            {
                await start(due);
            }
            catch (Exception exception)
            {
                _ended.TrySetException(exception);
            }
            End();
        }

        private void End()
        {
            if (Interlocked.Decrement(ref _open) == 0)
            {
                _ended.TrySetResult();
            }
        }
    }
}
