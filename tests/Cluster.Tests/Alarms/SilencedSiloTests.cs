using GrupoGad.Alarms;
using GrupoGad.Boards;
using Orleans.Runtime.Placement;

namespace GrupoGad.Cluster.Tests.Alarms;

public sealed class SilencedSiloTests(RingingSilos silos) : IClassFixture<RingingSilos>
{
    [Fact]
    public async Task Killing_the_silo_that_holds_it_does_not_silence_an_alarm()
    {
        var doomed = silos.Cluster.SecondarySilos[0];
        var (inside, outside) = (await Ringing("X-001", doomed.SiloAddress), await Ringing("Y-001", silos.Cluster.Primary!.SiloAddress));
        var acknowledged = await Ringing("Z-001", doomed.SiloAddress);
        await silos.Grains.GetGrain<IAlarmGrain>(acknowledged).Acknowledge("op-1");
        var screens = await Task.WhenAll(Enumerable.Range(0, BoardShards.Count).Select(silos.Screen));
        await TwoSilos.Until("both ring", () => Task.FromResult(new[] { inside, outside }.All(id => Of(id).Rings(id).Length > 0)));

        await silos.Cluster.KillSiloAsync(doomed);
        var (rang, version) = (new[] { inside, outside }.ToDictionary(id => id, id => Of(id).Rings(id).Length), Of(inside).AlarmOf(inside)!.Version);

        foreach (var id in new[] { inside, outside })
        {
            await TwoSilos.Until($"{id} rings on", async () =>
            {
                await Of(id).Renew();
                return Of(id).Rings(id).Length >= rang[id] + 3;
            }, seconds: 90);
        }
        Assert.True(Of(inside).AlarmOf(inside)!.Version > version);
        await TwoSilos.Until("the acknowledged one is still in sight", async () =>
        {
            await Of(acknowledged).Renew();
            return Of(acknowledged).AlarmOf(acknowledged) is { Status: AlarmStatus.Acknowledged, Actor: "op-1" };
        });

        BoardScreen Of(string id) => screens[BoardShards.Of(id)];
    }

    /// <summary>Raises an alarm that lives where it is wanted.</summary>
    private async Task<string> Ringing(string id, SiloAddress where)
    {
        await silos.Registered(id);
        var alarm = silos.Grains.GetGrain<IAlarmGrain>(id);
        RequestContext.Set(IPlacementDirector.PlacementHintKey, where);
        await alarm.Raise(new RaiseAlarm { AlarmId = "panic-" + id, Kind = AlarmKind.Panic, At = DateTime.UtcNow, Actor = id });
        RequestContext.Clear();
        Assert.Equal(where, await silos.Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(alarm));
        return id;
    }
}
