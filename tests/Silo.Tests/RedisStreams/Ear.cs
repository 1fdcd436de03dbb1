using System.Collections.Concurrent;

namespace GrupoGad.Silo.Tests.RedisStreams;

/// <summary>What the listener of one key heard, whichever silo of this process it ran in.</summary>
internal sealed class Ear
{
    private static readonly ConcurrentDictionary<string, Ear> _ears = new();

    private readonly List<int> _heard = [];

    /// <summary>Done before an event counts as heard: to hold it up, or to fail.</summary>
    public Func<int, Task> Before { get; set; } = _ => Task.CompletedTask;

    public static Ear Of(string key) => _ears.GetOrAdd(key, _ => new Ear());

    public int[] Heard
    {
        get
        {
            lock (_heard)
            {
                return [.. _heard];
            }
        }
    }

    /// <summary>In the order of their first coming.</summary>
    public int[] Firsts => [.. Heard.Distinct()];

    public async Task Hear(int number)
    {
        await Before(number);
        lock (_heard)
        {
            _heard.Add(number);
        }
    }

    public Task Hears(int number, int seconds = 60) => Until.True(
        () => Task.FromResult(Heard.Contains(number)), $"{number} to be heard", seconds, () => Task.FromResult(string.Join(' ', Heard.TakeLast(20))));
}
