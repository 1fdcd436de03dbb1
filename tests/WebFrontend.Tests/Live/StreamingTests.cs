using GrupoGad.Cells;
using GrupoGad.Geo;
using GrupoGad.WebFrontend.Live.Frames;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Tests.Live;

public sealed class StreamingTests(LiveWorld world)
{
    public static TheoryData<int> Subprotocols => [(int)Subprotocol.Protobuf, (int)Subprotocol.Json];

    [Theory, MemberData(nameof(Subprotocols))]
    public async Task A_screen_gets_a_snapshot_and_then_what_changes(int subprotocol)
    {
        var id = $"S{subprotocol}-MOVES";
        var latitude = -34.6 - subprotocol;
        await world.Register(id, "Móvil ñandú");
        var start = DateTime.UtcNow.AddSeconds(-60);
        await world.Report(id, latitude, -58.4, start);
        using var screen = await world.Gateway.Connect(subprotocol: (Subprotocol)subprotocol);
        await screen.Look(latitude - 0.05, -58.45, latitude + 0.05, -58.35);
        await screen.See(picture => picture.Find(id) is not null, "the efectivo in a snapshot");

        for (var step = 1; step <= 5; step++)
        {
            var longitude = -58.4 + step * 0.0001;
            Assert.Equal(GrupoGad.Efectivos.ReportOutcome.Accepted, await world.Report(id, latitude, longitude, start.AddSeconds(step * 5)));
            await screen.See(
                picture => Sphere.DistanceM(picture.Find(id)!.Point, new GeoPoint(latitude, longitude)) < 1, $"step {step} on the screen");
        }
        await world.Change(id, GrupoGad.Efectivos.Availability.OffDuty);
        await screen.See(picture => picture.Find(id)!.Availability == Wire.Availability.OffDuty, "its new availability");
    }

    [Theory, MemberData(nameof(Subprotocols))]
    public async Task Who_crosses_into_another_cell_is_on_the_screen_once(int subprotocol)
    {
        var id = $"S{subprotocol}-CROSSES";
        var edge = CellId.FromPoint(new GeoPoint(20 + subprotocol, 10), 12).Bounds;
        var latitude = (edge.South + edge.North) / 2;
        await world.Register(id);
        await world.Report(id, latitude, edge.East - 0.0001, DateTime.UtcNow.AddSeconds(-30));
        using var screen = await world.Gateway.Connect(subprotocol: (Subprotocol)subprotocol);
        await screen.Look(latitude - 0.01, edge.East - 0.01, latitude + 0.01, edge.East + 0.01);
        await screen.See(picture => picture.Find(id) is not null, "the efectivo in a snapshot");

        await world.Report(id, latitude, edge.East + 0.0001);
        var east = CellId.FromPoint(new GeoPoint(latitude, edge.East + 0.0001), 12).ToNumber();
        await screen.See(
            picture => picture.Cells.TryGetValue(east, out var cell) && cell.Members.Values.Any(member => member.Id == id)
                && picture.Ids.Count(other => other == id) == 1,
            "it in the eastern cell alone");
    }

    [Theory, MemberData(nameof(Subprotocols))]
    public async Task Zoomed_out_a_screen_gets_counts(int subprotocol)
    {
        var id = $"S{subprotocol}-COUNTED";
        await world.Register(id);
        await world.Report(id, 52.2, 21.0 + subprotocol);
        using var screen = await world.Gateway.Connect(subprotocol: (Subprotocol)subprotocol);
        await screen.Look(40, 0, 60, 40, zoom: 5);
        await screen.See(picture => picture.Counts.Values.Any(count => count.ByAvailability.Sum(number => number) > 0), "a count that is not zero");
        Assert.Empty(screen.Picture.Cells);
        Assert.All(screen.Picture.Counts.Keys, cell => Assert.Contains((int)CellId.FromNumber(cell).Level, CountLevels.All));
    }

    [Fact]
    public async Task A_change_of_the_viewport_costs_the_difference()
    {
        using var screen = await world.Gateway.Connect();
        var west = CellId.FromPoint(new GeoPoint(5, 5), 12);
        var middle = west with { X = west.X + 1 };
        var east = west with { X = west.X + 2 };
        await Look(screen, west, middle);
        await screen.See(picture => picture.Cells.Count == 2, "two cells");
        await Look(screen, middle, east);
        await screen.See(picture => picture.Cells.ContainsKey(east.ToNumber()), "the new cell");
        Assert.Equal(3, screen.Picture.Snapshots);
        Assert.Equal([west.ToNumber()], screen.Picture.Closed);
    }

    [Fact]
    public async Task A_followed_efectivo_is_shown_wherever_it_is()
    {
        await world.Register("FOLLOWED-1");
        await world.Report("FOLLOWED-1", 60, 60, DateTime.UtcNow.AddMinutes(-20));
        using var screen = await world.Gateway.Connect();
        var subscribe = new Wire.Subscribe();
        subscribe.Efectivos.Add("FOLLOWED-1");
        await screen.Send(new Wire.ClientFrame { Subscribe = subscribe });
        await screen.See(picture => picture.Followed.ContainsKey("FOLLOWED-1"), "its state");
        await world.Report("FOLLOWED-1", 60.1, 60);
        await screen.See(picture => picture.Followed["FOLLOWED-1"].Latitude > 60.05, "its new place");
    }

    [Fact]
    public async Task A_screen_that_comes_back_sees_what_the_others_see()
    {
        await world.Register("RESUME-1");
        await world.Report("RESUME-1", 30, 30, DateTime.UtcNow.AddSeconds(-60));
        using (var first = await world.Gateway.Connect())
        {
            await first.Look(29.99, 29.99, 30.01, 30.01);
            await first.See(picture => picture.Find("RESUME-1") is not null, "it before the drop");
            first.Socket.Abort();
        }
        await world.Report("RESUME-1", 30.001, 30);
        using var second = await world.Gateway.Connect();
        await second.Look(29.99, 29.99, 30.01, 30.01);
        await second.See(picture => picture.Find("RESUME-1")?.Point.Latitude > 30.0005, "it after the drop, where it is now");
    }

    private static Task Look(LiveClient screen, CellId from, CellId to)
    {
        var (a, b) = (from.Bounds, to.Bounds);
        return screen.Look(a.South + 0.001, a.West + 0.001, a.North - 0.001, b.East - 0.001);
    }
}
