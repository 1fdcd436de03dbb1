namespace GrupoGad.Cluster.Tests.Processes.Outages;

/// <summary>From a thumb to a screen through real gateways and silos while a part is away. Seconds are for a reader: nothing asserts them.</summary>
[Collection(nameof(OutageInstallation))]
public sealed class PanicPathTests(OutageInstallation installation, ITestOutputHelper output)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_panic_of_a_cold_efectivo_rings_at_both_gateways_while_PostgreSQL_is_stopped_and_is_stored_once_when_it_is_back()
    {
        await installation.Begin();
        await using var screens = await RingingScreens.Open(installation);
        installation.StopPostGis();
        var (calls, stored) = Press("SQL", 2);
        try
        {
            await Ring(screens, calls);
            Assert.All(calls, call => Assert.Equal(("unstored", 0), (call.First.Result.Heard, call.Unheard)));
            Assert.False(stored.IsCompleted);
        }
        finally
        {
            installation.StartPostGis();
        }
        await StoredOnce(calls, stored);
    }

    [Fact]
    public async Task A_panic_of_a_cold_efectivo_rings_at_both_gateways_while_Redis_is_stopped_and_is_stored_once()
    {
        await installation.Begin();
        await using var screens = await RingingScreens.Open(installation);
        await installation.StopRedis();
        var (calls, stored) = Press("RED", 2);
        try
        {
            await Ring(screens, calls);
            await StoredOnce(calls, stored);
        }
        finally
        {
            await installation.StartRedis();
        }
        await Until.True(async () => (await installation.Membership.Active()).Length == 2, "both silos to stand in the table again", 90);
    }

    [Fact]
    public async Task Panics_of_cold_efectivos_ring_at_both_gateways_and_are_stored_once_though_one_silo_of_two_is_killed_between()
    {
        await installation.Begin();
        await using var screens = await RingingScreens.Open(installation);
        var (calls, stored) = Press("KILL", 8);
        await installation.Silos[0].Kill();
        await Ring(screens, calls);
        await StoredOnce(calls, stored);
    }

    private (CallForHelp[] Calls, Task Stored) Press(string test, int people)
    {
        CallForHelp[] calls = [.. Enumerable.Range(0, people).Select(i => new CallForHelp(installation, $"{test}-{i}", i / 2 % 2, bySocket: i % 2 == 0))];
        return (calls, Task.WhenAll(calls.Select(call => call.Press(Cancellation))));
    }

    private async Task Ring(RingingScreens screens, CallForHelp[] calls)
    {
        foreach (var call in calls)
        {
            var rang = await screens.Rings(call.AlarmId, call.PressedAt);
            await call.First.WaitAsync(TimeSpan.FromSeconds(Until.Seconds), Cancellation);
            output.WriteLine(call.Told(rang));
        }
    }

    /// <summary>However often it was said.</summary>
    private async Task StoredOnce(CallForHelp[] calls, Task stored)
    {
        await stored.WaitAsync(TimeSpan.FromSeconds(90), Cancellation);
        var people = string.Join(',', calls.Select(call => $"'{call.Efectivo}'"));
        Assert.Equal(
            calls.Select(call => $"{call.Efectivo}|{call.AlarmId}|0"),
            await installation.Database.Lines($"SELECT concat_ws('|', efectivo_id, alarm_id, pressed_again) FROM alarms WHERE efectivo_id IN ({people}) ORDER BY efectivo_id"));
    }
}
