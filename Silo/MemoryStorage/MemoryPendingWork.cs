using GrupoGad.Recovery;

namespace GrupoGad.Silo.MemoryStorage;

/// <summary>Finds grains with unfinished work among the states in this process.</summary>
/// <param name="owes">True for a state with unfinished work.</param>
internal sealed class MemoryPendingWork<TState>(
    string kind, MemoryStates states, Func<TState, bool> owes, Func<IGrainFactory, string, CancellationToken, ValueTask> wake) : IPendingWork
    where TState : class
{
    public string Kind => kind;

    public IAsyncEnumerable<string> Keys(CancellationToken cancellation) =>
        states.All<TState>().Where(entry => owes(entry.State)).Select(entry => entry.Key).ToAsyncEnumerable();

    public ValueTask Wake(IGrainFactory grains, string key, CancellationToken cancellation) => wake(grains, key, cancellation);
}
