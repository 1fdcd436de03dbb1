using GrupoGad.WebFrontend.Live.Frames;
using GrupoGad.WebFrontend.Tests.Commands;

namespace GrupoGad.WebFrontend.Tests.Live;

public sealed class SlowReaderTests(LiveWorld world)
{
    private const int Efectivos = 400;

    [Fact]
    public async Task A_screen_that_does_not_read_is_conflated_catches_up_and_slows_nobody()
    {
        await using var gateway = await world.Start(("Gad:Live:PumpMs", "5"));
        var conflated = 0L;
        using var meters = Meters.Listen(gateway, "gad.live.conflated", _ => Interlocked.Increment(ref conflated));
        var ids = Enumerable.Range(0, Efectivos).Select(i => $"SLOW-{i:000}").ToArray();
        await Task.WhenAll(ids.Select(id => world.Register(id, new string('x', 100))));
        var start = DateTime.UtcNow.AddSeconds(-3_000);
        await Move(ids, start, 0);

        using var slow = await gateway.Connect(subprotocol: Subprotocol.Json);
        using var quick = await gateway.Connect();
        await slow.Look(45.0, 7.0, 45.02, 7.02);
        await quick.Look(45.0, 7.0, 45.02, 7.02);
        await quick.See(picture => picture.Ids.Count() == Efectivos, "all of them");

        var step = 0;
        do
        {
            Interlocked.Exchange(ref conflated, 0);
            // The slow one reads nothing: its socket fills, then its frames are conflated, while the quick one sees every step.
            while (Interlocked.Read(ref conflated) == 0)
            {
                Assert.True(++step < 500, "its socket is full within 500 steps");
                await Move(ids, start, step);
                var time = Time(step);
                await quick.See(picture => picture.Find(ids[^1])!.TimeS == time && picture.Find(ids[0])!.TimeS == time, $"step {step}");
            }
            var last = Time(step);
            await slow.See(
                picture => picture.Ids.Count() == Efectivos && ids.All(id => picture.Find(id)!.TimeS == last), "the last step, without the ones between");
        }
        // It caught up by a snapshot. If not, it was the quick one that had no room for a moment, on a machine that did not let it read.
        while (slow.Picture.Snapshots == 1);

        long Time(int step) => ((DateTimeOffset)start).ToUnixTimeSeconds() + step * 5;
    }

    private async Task Move(string[] ids, DateTime start, int step)
    {
        var outcomes = await Task.WhenAll(ids.Select(id => world.Report(id, 45.01, 7.005 + step * 0.00001, start.AddSeconds(step * 5))));
        Assert.All(outcomes, outcome => Assert.Equal(GrupoGad.Efectivos.ReportOutcome.Accepted, outcome));
    }
}
