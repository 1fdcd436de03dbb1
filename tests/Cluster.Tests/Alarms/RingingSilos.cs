using System.Collections.Concurrent;
using GrupoGad.Alarms;
using GrupoGad.Boards;
using GrupoGad.Recovery;
using GrupoGad.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Orleans.TestingHost;

namespace GrupoGad.Cluster.Tests.Alarms;

/// <summary>Two silos whose alarms and boards are in a hurry.</summary>
public sealed class RingingSilos : TwoSilos
{
    private IServiceProvider Services => ((InProcessSiloHandle)Cluster.Primary!).SiloHost.Services;

    private readonly ConcurrentBag<BoardScreen> _screens = [];

    public IBoardGrain BoardOf(string efectivo) => Grains.GetGrain<IBoardGrain>(BoardShards.Of(efectivo));

    /// <summary>A screen that watches from now on, until the silos are taken down: a client must not be told anything while it goes.</summary>
    internal async Task<BoardScreen> Screen(int shard)
    {
        var screen = new BoardScreen(Grains, shard);
        _screens.Add(screen);
        await screen.Renew();
        return screen;
    }

    public override async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_screens.Select(screen => screen.Leave()));
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Recovery that the silos run by themselves after the death of one. See <c>Silo/Recovery</c>.</summary>
    public async Task WakeAll()
    {
        foreach (var work in Services.GetServices<IPendingWork>())
        {
            await foreach (var key in work.Keys(default))
            {
                await work.Wake(Grains, key, default);
            }
        }
    }

    /// <summary>Stores a check-in clock as an activation that died would have left it.</summary>
    public Task Leave(string efectivo, WelfareState state) => Services.GetRequiredKeyedService<IGrainStorage>(StorageNames.Grains)
        .WriteStateAsync(WelfareGrain.StateName, Grains.GetGrain<IWelfareGrain>(efectivo).GetGrainId(), new GrainState<WelfareState>(state));

    protected override void Shape(TestClusterBuilder builder)
    {
        base.Shape(builder);
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddSiloBuilderConfigurator<Hurry>();
    }

    private sealed class Hurry : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder)
        {
            siloBuilder.Configure<AlarmOptions>(alarms => alarms.TellEveryMs = 150);
            siloBuilder.Configure<BoardOptions>(boards => (boards.TickMs, boards.UpkeepS, boards.KeepClosedS, boards.ItemsMax) = (50, 1, 2, 50));
        }
    }
}
