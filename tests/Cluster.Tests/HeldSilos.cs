using System.Collections.Concurrent;
using GrupoGad.Alarms;
using GrupoGad.Silo.MemoryStorage;
using GrupoGad.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Orleans.TestingHost;

namespace GrupoGad.Cluster.Tests;

/// <summary>Two silos whose storage can be made to hang.</summary>
public sealed class HeldSilos : TwoSilos
{
    protected override void Shape(TestClusterBuilder builder)
    {
        base.Shape(builder);
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddSiloBuilderConfigurator<Slow>();
    }

    private sealed class Slow : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder)
        {
            siloBuilder.Configure<AlarmOptions>(alarms => (alarms.RingWithinMs, alarms.AnswerWithinMs) = (100, 300));
            siloBuilder.Services.AddKeyedSingleton<IGrainStorage>(StorageNames.Grains, (services, _) => new HeldStates(services.GetRequiredService<MemoryStates>()));
        }
    }
}

/// <summary>Reads or writes of some grains hang until they are let go or withdrawn.</summary>
internal sealed class HeldStates(MemoryStates states) : IGrainStorage
{
    private static readonly ConcurrentDictionary<string, Held> HeldReads = new();
    private static readonly ConcurrentDictionary<string, Held> HeldWrites = new();

    public static Held Reads(string key) => HeldReads[key] = new Held(() => HeldReads.TryRemove(key, out _));

    public static Held Writes(string key) => HeldWrites[key] = new Held(() => HeldWrites.TryRemove(key, out _));

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await Wait(HeldReads, grainId, default);
        await states.ReadStateAsync(stateName, grainId, grainState);
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => WriteStateAsync(stateName, grainId, grainState, default);

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        await Wait(HeldWrites, grainId, cancellationToken);
        await states.WriteStateAsync(stateName, grainId, grainState);
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => states.ClearStateAsync(stateName, grainId, grainState);

    private static Task Wait(ConcurrentDictionary<string, Held> held, GrainId grain, CancellationToken cancellation) =>
        held.TryGetValue(grain.Key.ToString()!, out var hold) ? hold.Wait(cancellation) : Task.CompletedTask;
}

/// <summary>A hold on reads or writes of one key: they go on when it is disposed of.</summary>
internal sealed class Held(Action forget) : IDisposable
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _withdrawn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Reached => _reached.Task;

    /// <summary>One of them was given up by its caller.</summary>
    public Task Withdrawn => _withdrawn.Task;

    public async Task Wait(CancellationToken cancellation)
    {
        _reached.TrySetResult();
        try
        {
            await _gone.Task.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            _withdrawn.TrySetResult();
            throw;
        }
    }

    public void Dispose()
    {
        forget();
        _gone.TrySetResult();
    }
}
