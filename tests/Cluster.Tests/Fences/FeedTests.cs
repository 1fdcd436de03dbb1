using System.Collections.Concurrent;
using GrupoGad.Boards;
using GrupoGad.Efectivos;
using GrupoGad.Fences;

namespace GrupoGad.Cluster.Tests.Fences;

public sealed class FeedTests(TwoSilos silos) : IClassFixture<TwoSilos>
{
    [Fact]
    public async Task A_gateway_hears_what_became_durable_and_nothing_after_it_left()
    {
        var gateway = new Gateway();
        var watcher = silos.Grains.CreateObjectReference<IFenceFeedWatcher>(gateway);
        var feed = silos.Grains.GetGrain<IFenceFeedGrain>(BoardShards.Of("FEED-1"));
        await feed.Watch(watcher);
        await silos.Registered("FEED-E1");
        var efectivo = silos.Grains.GetGrain<IEfectivoGrain>("FEED-E1");
        await silos.Grains.GetGrain<IFenceGrain>("FEED-1").Put(
            new FencePlan { Name = "Plaza", Shape = new FenceShape { Kind = FenceKind.Circle, Centre = Fixes.Obelisco, RadiusM = 300 } }, "test");
        await silos.Grains.GetGrain<IFencedEfectivoGrain>("FEED-E1").Rejudge(1);
        await efectivo.Report(Fixes.Report("FEED-E1", Fixes.Obelisco, DateTime.UtcNow.AddMinutes(-2)));
        await TwoSilos.Until("the gateway hears of the entry", () => Task.FromResult(gateway.Heard.Any(told => told is { Kind: FenceEventKind.Enter, Number: > 0 })));

        await feed.Unwatch(watcher);
        await efectivo.Report(Fixes.Report("FEED-E1", Fixes.North(900), DateTime.UtcNow.AddMinutes(-1)));
        await TwoSilos.Until("the exit is kept", async () =>
            (await silos.Grains.GetGrain<IFenceDirectoryGrain>(0).Events(new FenceEventQuery { FenceId = "FEED-1", Limit = 10 })).Events.Length == 2);
        Assert.Single(gateway.Heard);
    }

    private sealed class Gateway : IFenceFeedWatcher
    {
        public ConcurrentQueue<FenceEvent> Heard { get; } = new();

        public Task OnFenceEvents(FenceEventBatch batch)
        {
            foreach (var told in batch.Events)
            {
                Heard.Enqueue(told);
            }
            return Task.CompletedTask;
        }
    }
}
