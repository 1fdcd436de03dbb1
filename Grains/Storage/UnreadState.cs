using Orleans.Storage;

namespace GrupoGad.Storage;

/// <summary>
/// A stored state that is read at its first use. Orleans' own state is read before activation, so a grain with it cannot activate while the storage is away.
/// </summary>
internal sealed class UnreadState<TState>(IGrainStorage storage, string name, GrainId grain) : IPersistentState<TState> where TState : class, new()
{
    private readonly GrainState<TState> _known = new(new TState());

    public TState State
    {
        get => _known.State!;
        set => _known.State = value;
    }

    public string? Etag => _known.ETag;

    public bool RecordExists => _known.RecordExists;

    public Task ReadStateAsync() => storage.ReadStateAsync(name, grain, _known);

    public Task WriteStateAsync() => storage.WriteStateAsync(name, grain, _known);

    public Task ClearStateAsync() => storage.ClearStateAsync(name, grain, _known);
}
