using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using GrupoGad.Duty;
using GrupoGad.Efectivos;
using GrupoGad.Fences;
using GrupoGad.Operations;
using Orleans.Storage;

namespace GrupoGad.Silo.MemoryStorage;

/// <summary>
/// Grain states of the one silo, and the search over the efectivos among them. Bounded by what fits in memory: every state is a registered efectivo or a
/// planned operation.
/// </summary>
internal sealed class MemoryStates : IGrainStorage, IEfectivoDirectory
{
    private const string EfectivoName = "efectivo";

    private readonly ConcurrentDictionary<(string Name, GrainId Grain), (object State, string Version)> _states = new();

    /// <summary>Timelines of operations. Each write adds its own entries, as the database does.</summary>
    private readonly ConcurrentDictionary<string, ImmutableList<TimelineEntry>> _timelines = new();

    /// <summary>Entries of shifts and leaves. Each write adds its own.</summary>
    private readonly ConcurrentDictionary<string, ImmutableList<DutyEntry>> _duties = new();

    private readonly Lock _fencing = new();
    private long _fenceRevision;

    public IEnumerable<(string Key, T State)> All<T>() where T : class =>
        _states.Where(entry => entry.Value.State is T).Select(entry => (entry.Key.Grain.Key.ToString()!, (T)entry.Value.State));

    public ImmutableList<TimelineEntry> Timeline(string operationId) => _timelines.GetValueOrDefault(operationId, []);

    public IEnumerable<(string EfectivoId, DutyEntry Entry)> DutyEntries() => _duties.SelectMany(duty => duty.Value.Select(entry => (duty.Key, entry)));

    /// <summary>Fences that ever were, each with the number of its last change.</summary>
    public ConcurrentDictionary<string, long> FenceRevisions { get; } = new();

    /// <summary>Number of the newest change of a fence.</summary>
    public long FenceRevision => Interlocked.Read(ref _fenceRevision);

    public FenceState? Fence(string fenceId) =>
        _states.TryGetValue((FenceGrain.StateName, GrainId.Create("fence", fenceId)), out var stored) ? stored.State as FenceState : null;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var found = _states.TryGetValue((stateName, grainId), out var stored);
        grainState.State = found ? (T)stored.State : Activator.CreateInstance<T>();
        (grainState.RecordExists, grainState.ETag) = (found, found ? stored.Version : null);
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var version = (int.Parse(grainState.ETag ?? "0", CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
        (object, string) written = (grainState.State!, version);
        _states.AddOrUpdate((stateName, grainId), _ => written, (_, stored) => stored.Version == grainState.ETag
            ? written
            : throw new InconsistentStateException("The state was written by another activation.", stored.Version, grainState.ETag));
        (grainState.RecordExists, grainState.ETag) = (true, version);
        if (grainState.State is OperationState operation)
        {
            _timelines.AddOrUpdate(grainId.Key.ToString()!, _ => [.. operation.Entries], (_, known) => known.AddRange(operation.Entries));
        }
        if (grainState.State is DutyState duty)
        {
            _duties.AddOrUpdate(grainId.Key.ToString()!, _ => [.. duty.Entries], (_, known) => known.AddRange(duty.Entries));
        }
        if (grainState.State is FenceState)
        {
            lock (_fencing)
            {
                // The number is raised last, so that a reader who sees it finds the change.
                FenceRevisions[grainId.Key.ToString()!] = _fenceRevision + 1;
                Interlocked.Increment(ref _fenceRevision);
            }
        }
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        _states.TryRemove((stateName, grainId), out _);
        (grainState.State, grainState.RecordExists, grainState.ETag) = (Activator.CreateInstance<T>(), false, null);
        return Task.CompletedTask;
    }

    /// <summary>Of a registered efectivo; else null.</summary>
    public EfectivoProfile? Profile(string efectivoId) =>
        _states.TryGetValue((EfectivoName, GrainId.Create("efectivo", efectivoId)), out var stored) ? (stored.State as EfectivoState)?.Profile : null;

    public IEnumerable<(string Id, EfectivoProfile Profile)> Profiles() =>
        from entry in All<EfectivoState>()
        where entry.State.Profile is not null
        select (entry.Key, entry.State.Profile);

    public ValueTask<ImmutableArray<EfectivoSummary>> Find(string text, int limit, CancellationToken cancellation)
    {
        var found =
            from entry in _states
            let id = entry.Key.Grain.Key.ToString()!
            let state = entry.Value.State as EfectivoState
            where state?.Profile is not null
                && (id.Contains(text, StringComparison.OrdinalIgnoreCase) || state.Profile.DisplayName.Contains(text, StringComparison.OrdinalIgnoreCase))
            orderby id
            select new EfectivoSummary
            {
                EfectivoId = id,
                DisplayName = state.Profile!.DisplayName,
                Unit = state.Profile.Unit,
                Availability = state.Availability,
            };
        return ValueTask.FromResult(found.Take(limit).ToImmutableArray());
    }
}
