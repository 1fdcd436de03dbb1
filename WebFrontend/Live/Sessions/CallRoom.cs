using System.Collections.Concurrent;

namespace GrupoGad.WebFrontend.Live.Sessions;

/// <summary>A session's calls under way: a bounded number, and those that share a key one after the other.</summary>
internal sealed class CallRoom(int max)
{
    private readonly ConcurrentDictionary<string, Task> _tails = new();
    private int _underway;

    /// <summary>Starts a call. False when too many are under way.</summary>
    /// <param name="key">The subject of the call. Calls with the same key are made in the order they were handed in.</param>
    /// <param name="call">Throws nothing.</param>
    public bool TryStart(string key, Func<Task> call)
    {
        if (Interlocked.Increment(ref _underway) > max)
        {
            Interlocked.Decrement(ref _underway);
            return false;
        }
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var before = _tails.TryGetValue(key, out var tail) ? tail : Task.CompletedTask;
        _tails[key] = done.Task;
        _ = Carry(key, before, call, done);
        return true;
    }

    private async Task Carry(string key, Task before, Func<Task> call, TaskCompletionSource done)
    {
        try
        {
            await before;
            await call();
        }
        finally
        {
            _tails.TryRemove(new(key, done.Task));
            Interlocked.Decrement(ref _underway);
            done.SetResult();
        }
    }
}
