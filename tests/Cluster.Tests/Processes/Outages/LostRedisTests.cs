using GrupoGad.Silo.Tests.Webhooks;

namespace GrupoGad.Cluster.Tests.Processes.Outages;

[Collection(nameof(OutageInstallation))]
public sealed class LostRedisTests(OutageInstallation installation)
{
    private static readonly (double Latitude, double Longitude) _inside = (-34.6037, -58.3816);
    private static readonly (double Latitude, double Longitude) _outside = (-34.6037, -58.3716);

    [Fact]
    public async Task After_Redis_came_back_with_nothing_a_killed_gateway_and_a_killed_silo_leave_one_cluster_that_tells_each_fence_event_once()
    {
        await installation.Begin();
        await using var receiver = await Receiver.Start();
        await installation.Insist(0, HttpMethod.Put, "/api/v1/fences/GONE-PLAZA", "Supervisor", new
        {
            name = "Plaza", geometry = new { type = "Point", coordinates = new[] { _inside.Longitude, _inside.Latitude } }, radiusM = 300,
        });
        await installation.Insist(1, HttpMethod.Put, "/api/v1/webhooks/GONE-HOOK", "Administrator", new { url = receiver.Url, fences = new[] { "GONE-PLAZA" } });
        var before = await installation.Membership.Active();

        await installation.StopRedis();
        await installation.StartRedis();
        await Until.True(async () => (await installation.Membership.Active()).SequenceEqual(before), "both silos to stand in the table that was lost", 90);
        await installation.Gateways[0].Kill();
        await installation.Gateways[0].Start();
        await installation.Silos[1].Kill();
        await installation.Silos[1].Start();

        await Until.True(async () => await installation.Membership.Active() is { Length: 2 } now && now.Intersect(before).Count() == 1,
            "the silo that lived and the one that started to be one cluster", 90, async () => $"before {string.Join(' ', before)}; now {string.Join(' ', await installation.Membership.Active())}");
        // Both gateways answer, each of them of grains on both silos.
        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => installation.Insist(i % 2, HttpMethod.Get, $"/api/v1/efectivos/GONE-{i / 2}", "Operator")));
        for (var i = 0; i < 8; i++)
        {
            var (efectivo, now) = ($"GONE-{i}", DateTime.UtcNow);
            await Report(i % 2, efectivo, _outside, now.AddMinutes(-4));
            await Report((i + 1) % 2, efectivo, _inside, now.AddMinutes(-2));
        }
        var all = Enumerable.Range(0, 8).Select(i => $"GONE-{i}:Enter").ToArray();
        await Until.True(() => Task.FromResult(all.All(receiver.Taken.Contains)), "the integrator to hear of all", 90, () => Task.FromResult(string.Join(' ', receiver.Taken)));
        Assert.Equal(8L, await installation.Database.Ask<long>("SELECT count(*) FROM fence_events WHERE fence_id = 'GONE-PLAZA'"));
        // Woken again, whoever was told already is not told again.
        await Report(0, "GONE-0", _outside, DateTime.UtcNow);
        await Until.True(() => Task.FromResult(receiver.Taken.Contains("GONE-0:Exit")), "the exit to be told", 90);
        Assert.Equal(all.Append("GONE-0:Exit").Order(StringComparer.Ordinal), receiver.Taken.Order(StringComparer.Ordinal));
    }

    private Task Report(int gateway, string efectivo, (double Latitude, double Longitude) at, DateTime time) => installation.Insist(
        gateway, HttpMethod.Post, "/api/v1/positions", "Integrator", new[] { new { efectivoId = efectivo, latitude = at.Latitude, longitude = at.Longitude, accuracyM = 5, deviceTime = time } });
}
