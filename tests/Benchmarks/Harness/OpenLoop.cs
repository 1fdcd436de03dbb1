using System.Diagnostics;

namespace GrupoGad.Benchmarks.Harness;

/// <summary>Each request is due at its time, whatever became of those before: a stall shows in all that were due meanwhile.</summary>
public static class OpenLoop
{
    /// <param name="one">Number and the tick it was due at.</param>
    /// <returns>How many, and the seconds until the last was done.</returns>
    public static async Task<(int Count, double Seconds)> Run(int perSecond, TimeSpan time, Func<int, long, Task> one)
    {
        var count = (int)(perSecond * time.TotalSeconds);
        var start = Stopwatch.GetTimestamp();
        var running = new List<Task>(count);
        for (var i = 0; i < count;)
        {
            var due = (int)Math.Min(count, Stopwatch.GetElapsedTime(start).TotalSeconds * perSecond);
            for (; i < due; i++)
            {
                running.Add(one(i, start + (long)((double)i / perSecond * Stopwatch.Frequency)));
            }
            await Task.Delay(1);
        }
        await Task.WhenAll(running);
        return (count, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }
}
