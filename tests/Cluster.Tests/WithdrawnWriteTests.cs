using System.Collections.Concurrent;
using GrupoGad.Efectivos;
using GrupoGad.Silo.MemoryStorage;
using GrupoGad.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Orleans.TestingHost;

namespace GrupoGad.Cluster.Tests;

public sealed class WithdrawnWriteTests(WithdrawnWriteTests.HeldSilos silos) : IClassFixture<WithdrawnWriteTests.HeldSilos>
{
    [Fact]
    public async Task A_change_whose_caller_left_while_it_was_written_is_not_in_memory_ahead_of_the_disk()
    {
        var efectivo = await silos.Registered("W-001");
        using var leaving = new CancellationTokenSource();
        var held = HeldStates.Hold("W-001");
        var change = efectivo.ChangeAvailability(To(Availability.OnTask), leaving.Token).AsTask();
        await held.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => change);

        await TwoSilos.Until("it is as stored", async () => (await efectivo.Describe())!.Availability == Availability.Available);
        Assert.Equal(AvailabilityOutcome.Changed, (await efectivo.ChangeAvailability(To(Availability.OnTask))).Outcome);
        Assert.Equal(AvailabilityOutcome.Unchanged, (await efectivo.ChangeAvailability(To(Availability.OnTask))).Outcome);
    }

    private static AvailabilityChange To(Availability availability) => new() { To = availability, Actor = "operator-1" };

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
            public void Configure(ISiloBuilder siloBuilder) => siloBuilder.Services.AddKeyedSingleton<IGrainStorage>(
                StorageNames.Grains, (services, _) => new HeldStates(services.GetRequiredService<MemoryStates>()));
        }
    }

    /// <summary>Writes of some grains wait until they are withdrawn.</summary>
    private sealed class HeldStates(MemoryStates states) : IGrainStorage
    {
        private static readonly ConcurrentDictionary<string, TaskCompletionSource> Held = new();

        /// <summary>Its next write hangs; ends when it does.</summary>
        public static Task Hold(string key) => Held.GetOrAdd(key, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => states.ReadStateAsync(stateName, grainId, grainState);

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => WriteStateAsync(stateName, grainId, grainState, default);

        public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
        {
            if (Held.TryRemove(grainId.Key.ToString()!, out var held))
            {
                held.SetResult();
                await Task.Delay(TimeSpan.FromMinutes(2), cancellationToken);
            }
            await states.WriteStateAsync(stateName, grainId, grainState);
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => states.ClearStateAsync(stateName, grainId, grainState);
    }
}
