using System.Diagnostics;

namespace GrupoGad.Tests;

/// <summary>Waits for what must come true, and says what it was when it did not. In every test project.</summary>
internal static class Until
{
    /// <summary>For how long: CI has two cores for everything, and a wait that is over costs nothing.</summary>
    public const int Seconds = 60;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <exception cref="TimeoutException">Not within the seconds given.</exception>
    public static async Task True(Func<Task<bool>> holds, string what, int seconds = Seconds, Func<Task<string>>? otherwise = null)
    {
        var watch = Stopwatch.StartNew();
        while (!await holds())
        {
            if (watch.Elapsed.TotalSeconds > seconds)
            {
                var seen = otherwise is null ? "" : $"; last seen: {await otherwise()}";
                throw new TimeoutException($"waited {seconds} s for: {what}{seen}");
            }
            await Task.Delay(Pause);
        }
    }

    public static Task True(Func<bool> holds, string what) => True(() => Task.FromResult(holds()), what);

    public static async Task<T> NotNull<T>(Func<Task<T?>> find, string what, int seconds = Seconds)
        where T : class
    {
        T? found = null;
        await True(async () => (found = await find()) is not null, what, seconds);
        return found!;
    }
}
