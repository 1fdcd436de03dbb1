using System.Collections.Concurrent;
using GrupoGad.Efectivos;
using GrupoGad.Operations;
using GrupoGad.Silo.MemoryStorage;
using GrupoGad.Silo.Recovery;
using GrupoGad.Silo.Tests.Operations;
using GrupoGad.Silo.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace GrupoGad.Cluster.Tests;

/// <summary>Two silos in this process over one store in memory that outlives them: what a silo loses when it dies is what it held itself.</summary>
public class TwoSilos : IAsyncLifetime
{
    public TestCluster Cluster { get; private set; } = null!;

    public IGrainFactory Grains => Cluster.GrainFactory;

    public CommandRecorder Commands => Configurator.StoresOf(Cluster.Options.ClusterId).Commands;

    /// <summary>As another activation of it would: what this one writes next is refused.</summary>
    public async Task Rewrite(string operationId)
    {
        var (states, grain, state) = (Configurator.StoresOf(Cluster.Options.ClusterId).States, GrainId.Create("operation", operationId), new GrainState<OperationState>());
        await states.ReadStateAsync("operation", grain, state);
        state.State = state.State! with { Entries = [] };
        await states.WriteStateAsync("operation", grain, state);
    }

    public async ValueTask InitializeAsync()
    {
        var builder = new TestClusterBuilder(2);
        Shape(builder);
        Cluster = builder.Build();
        await Cluster.DeployAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected virtual void Shape(TestClusterBuilder builder) => builder.AddSiloBuilderConfigurator<Configurator>();

    public async Task<IEfectivoGrain> Registered(string id, params string[] skills)
    {
        var efectivo = Grains.GetGrain<IEfectivoGrain>(id);
        await efectivo.Register(new EfectivoProfile { DisplayName = $"Unidad {id}", Unit = "Norte", Skills = [.. skills] });
        return efectivo;
    }

    /// <summary>Polls until it holds. A call to a silo that is going down is tried again: the cluster heals, or the wait ends.</summary>
    public static async Task Until(string what, Func<Task<bool>> holds, int seconds = GrupoGad.Tests.Until.Seconds)
    {
        Exception? last = null;
        await GrupoGad.Tests.Until.True(Asked, what, seconds, () => Task.FromResult($"{last}"));

        async Task<bool> Asked()
        {
            try
            {
                return await holds();
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.IAssertionException)
            {
                last = exception;
                return false;
            }
        }
    }

    private sealed class Configurator : ISiloConfigurator
    {
        private static readonly ConcurrentDictionary<string, Stores> All = new();

        public static Stores StoresOf(string cluster) => All.GetOrAdd(cluster, static _ => new Stores());

        public void Configure(ISiloBuilder silo)
        {
            silo.Services.AddGadGrains(silo.Configuration);
            silo.Services.AddGadMemoryStorage();
            silo.Services.AddGadWebhooks(silo.Configuration);
            var stores = StoresOf(silo.Configuration["Orleans:ClusterId"] ?? throw new InvalidOperationException("The test cluster has no id."));
            silo.Services.AddSingleton(stores.States);
            silo.Services.AddSingleton(stores.Tracks);
            silo.Services.AddSingleton(stores.Fences);
            silo.UseGadMemoryGrainStorage();
            silo.UseGadWaking();
            silo.UseInMemoryReminderService();
            silo.Services.AddSingleton<IOutgoingGrainCallFilter>(stores.Commands);
        }
    }

    /// <summary>Of one cluster: what other tests of this process leave owed must not be woken here, and when commands are away from one they are not from all.</summary>
    private sealed class Stores
    {
        public MemoryStates States { get; } = new();

        public MemoryTracks Tracks { get; }

        public MemoryFenceEvents Fences { get; }

        public CommandRecorder Commands { get; } = new();

        public Stores()
        {
            Tracks = new MemoryTracks();
            Fences = new MemoryFenceEvents(Tracks);
        }
    }
}
