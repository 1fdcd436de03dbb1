using GrupoGad.Silo.Recovery;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace GrupoGad.Silo.Tests.Recovery;

/// <summary>Readiness waits for the first round of waking, and not for ever.</summary>
public sealed class WarmUpTests(PostGisServer server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_silo_is_not_ready_until_the_first_round_has_ended_or_it_took_too_long()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var clock = new FakeTimeProvider();
        var warmUp = new WarmUp(services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>(), Options.Create(new WarmUpOptions { WithinS = 60 }), clock);
        var health = new WarmUpHealth(warmUp);
        async Task<HealthStatus> Status() => (await health.CheckHealthAsync(new(), Cancellation)).Status;

        Assert.Equal(HealthStatus.Unhealthy, await Status());
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(HealthStatus.Unhealthy, await Status());
        warmUp.Begin();
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(HealthStatus.Unhealthy, await Status());
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HealthStatus.Degraded, await Status());
        warmUp.Done();
        Assert.Equal(HealthStatus.Healthy, await Status());
    }

    [Fact]
    public async Task When_a_silo_is_warm_its_efectivos_with_a_position_live()
    {
        await using var database = await server.CreateDatabase();
        await using (var before = await SiloStack.Start(database.Address))
        {
            foreach (var efectivo in new[] { "E-1", "E-2", "E-3" })
            {
                await before.Register(efectivo, efectivo);
                await before.Get<GrupoGad.Tracks.ITrackJournal>().Append(Reports.Of(efectivo, DateTime.UtcNow.AddSeconds(-30)));
            }
        }
        await using var silo = await SiloStack.Start(database.Address, orleans => orleans.UseGadWaking());
        var warmUp = silo.Get<WarmUp>();
        await Reports.Until("the silo is warm", () => Task.FromResult(warmUp.IsWarm));
        var grains = silo.Get<IGrainFactory>();
        var type = grains.GetGrain<GrupoGad.Efectivos.IEfectivoGrain>("E-1").GetGrainId().Type;
        var active = await grains.GetGrain<IManagementGrain>(0).GetActiveGrains(type);
        Assert.Equal(["E-1", "E-2", "E-3"], active.Select(id => id.Key.ToString()).Order());
    }
}
