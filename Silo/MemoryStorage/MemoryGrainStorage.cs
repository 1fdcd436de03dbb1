using GrupoGad.Efectivos;
using Orleans.Storage;

namespace GrupoGad.Silo.MemoryStorage;

/// <summary>The memory provider's storage, which also tells the directory about efectivos.</summary>
internal sealed class MemoryGrainStorage(IGrainStorage provider, MemoryDirectory directory) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        provider.ReadStateAsync(stateName, grainId, grainState);

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await provider.WriteStateAsync(stateName, grainId, grainState);
        Note(grainId, grainState.State);
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await provider.ClearStateAsync(stateName, grainId, grainState);
        Note(grainId, grainState.State);
    }

    private void Note<T>(GrainId grainId, T state)
    {
        if (state is EfectivoState efectivo)
        {
            directory.Note(grainId.Key.ToString()!, efectivo);
        }
    }
}
