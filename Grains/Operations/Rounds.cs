namespace GrupoGad.Operations;

/// <summary>Many calls from inside a grain, some of them at once, on the grain's own scheduler.</summary>
internal static class Rounds
{
    /// <summary>Results in the order of the items.</summary>
    public static async Task<TResult[]> Each<T, TResult>(IReadOnlyList<T> items, int atOnce, Func<T, Task<TResult>> call)
    {
        var results = new TResult[items.Count];
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(atOnce, items.Count)).Select(_ => Worker()));
        return results;

        async Task Worker()
        {
            while (next < items.Count)
            {
                var mine = next++;
                results[mine] = await call(items[mine]);
            }
        }
    }
}
