using GrupoGad.Cells;
using GrupoGad.Geo;
using Orleans.Core.Internal;

namespace GrupoGad.WebFrontend.Tests.Live;

public sealed class HealingTests(LiveWorld world)
{
    [Fact]
    public async Task A_cell_that_lost_its_state_and_its_watchers_comes_back_to_the_screen()
    {
        await using var gateway = await world.Start(("Gad:Live:RenewS", "1"), ("Gad:Live:HeartbeatS", "1"));
        var start = DateTime.UtcNow.AddSeconds(-600);
        await world.Register("HEALS-1");
        await world.Report("HEALS-1", 70, 25, start);
        using var screen = await gateway.Connect();
        await screen.Look(69.99, 24.99, 70.01, 25.01);
        await screen.See(picture => picture.Find("HEALS-1") is not null, "it before the loss");

        var key = CellId.FromPoint(new GeoPoint(70, 25), 12).ToString();
        var cell = world.Grains.GetGrain<ICellWatchGrain>(key);
        var before = await cell.Snapshot();
        await cell.AsReference<IGrainManagementExtension>().DeactivateOnIdle(TestContext.Current.CancellationToken);
        var after = await cell.Snapshot();
        Assert.True(after.Activation > before.Activation && after.Sequence > before.Sequence, "the cell began anew, and stands elsewhere");

        // Reports go on; the cell that ended called its members back, and the renewal finds the cell elsewhere.
        for (var step = 1; screen.Picture.Find("HEALS-1") is not { } seen || seen.Point.Latitude < 70.00005; step++)
        {
            Assert.True(step < 100, $"the screen heals within 100 reports; it shows {screen.Picture}");
            await world.Report("HEALS-1", 70.0001, 25, start.AddSeconds(step * 2));
            await screen.Send(new() { Heartbeat = new() { Nonce = (ulong)step } });
            await screen.Until(frame => frame.Live ?? (object?)(frame.Heartbeat is { Reply: true } beat ? beat : null), "a frame");
            if (screen.Picture.Find("HEALS-1")?.Point.Latitude is not > 70.00005)
            {
                await screen.Until(frame => frame.Live ?? (object?)(frame.Heartbeat is { Reply: false } beat ? beat : null), "a live frame or the server's heartbeat");
            }
        }
    }
}
