using GrupoGad.Dispatch;
using GrupoGad.Geo;
using GrupoGad.Routes;
using GrupoGad.Silo.Tests.Operations;

namespace GrupoGad.Silo.Tests.Routes;

/// <summary>The worker with the real solver, over travel times of a real PostGIS.</summary>
public sealed class RouteTests(PostGisServer server) : OperationsOnPostGis(server)
{
    [Fact]
    public async Task Fifty_stops_are_ordered_from_where_the_efectivo_is_and_better_than_the_nearest_next()
    {
        await Silo.Registered("E-1");
        await Silo.Grains.GetGrain<Efectivos.IEfectivoGrain>("E-1").Report(Reports.Of("E-1", Reports.Now, latitude: -34.6, longitude: -58.4), Cancellation);
        var random = new Random(4);
        var request = new RouteRequest
        {
            EfectivoId = "E-1", ReturnToStart = true,
            Stops = [.. Enumerable.Range(0, 50).Select(i => new RouteStop($"S{i}", new GeoPoint(-34.6 + random.NextDouble() * 0.1, -58.4 + random.NextDouble() * 0.1), 60, null, null))],
        };
        // It searches for a second by the clock on the wall: on a busy machine little of that may be its own.
        var plan = await Reports.Until("the solver had its time", async () => (await Order(request)).Plan!, plan => plan.IsSolved && plan.SavedS > 0.05 * plan.NearestNext!.Value.CostS);
        Assert.Equal(Enumerable.Range(0, 50), plan.Visits.Select(visit => visit.Stop).Order());
        Assert.Equal((-34.6, -58.4, 0.0), (plan.Start.Latitude, plan.Start.Longitude, plan.Totals.LateS));
        Assert.InRange(plan.FixAgeS!.Value, 0, 600);
        // The times are those of the legs, one after the other, and the totals those of the times.
        var at = plan.LeaveAt;
        foreach (var visit in plan.Visits)
        {
            Assert.Equal(visit.Leg.TravelS, (visit.ArriveAt - at).TotalSeconds, 0.001);
            Assert.Equal(60, (visit.LeaveAt - visit.BeginAt).TotalSeconds, 0.001);
            at = visit.LeaveAt;
        }
        Assert.Equal((at - plan.LeaveAt).TotalSeconds + plan.Return!.Value.TravelS, plan.Totals.DoneS, 0.01);
    }

    [Fact]
    public async Task Roads_decide_where_the_installation_has_loaded_them_and_a_stop_without_a_way_is_named()
    {
        Assert.SkipUnless(await Database.Ask<bool>("SELECT EXISTS (SELECT 1 FROM pg_available_extensions WHERE name = 'pgrouting')"), "pgRouting is not installed.");
        // A street of one direction: A → B → C → D, and a place that nothing leads to. On the map C is nearest to A's west.
        await Database.Run("""
            CREATE EXTENSION IF NOT EXISTS pgrouting;
            INSERT INTO road_nodes SELECT id, ST_SetSRID(ST_MakePoint(lon, 10), 4326)
            FROM (VALUES (1, 20.00), (2, 20.02), (3, 20.01), (4, 20.03), (5, 20.05)) AS node (id, lon);
            INSERT INTO road_edges SELECT edge.id, source, target, m, 10, 1, '', ST_MakeLine(s.position, t.position)
            FROM (VALUES (1, 1, 2, 2200), (2, 2, 3, 1100), (3, 3, 4, 2200), (4, 5, 1, 5500)) AS edge (id, source, target, m)
            JOIN road_nodes s ON s.id = source JOIN road_nodes t ON t.id = target
            """);
        await using var fresh = await OperationsSilo.Start(Database.Address);
        var request = new RouteRequest { Start = new GeoPoint(10, 20), Stops = [At("D", 20.03), At("C", 20.01), At("B", 20.02)] };
        var answer = await fresh.Grains.GetGrain<IRouteGrain>(0).Order(request, Cancellation);
        Assert.Equal(["B", "C", "D"], answer.Plan!.Visits.Select(visit => visit.Id));
        Assert.Equal((550.0, 5_500.0), (answer.Plan.Totals.TravelS, answer.Plan.Totals.DistanceM), (a, b) => Math.Abs(a.Item1 - b.Item1) < 1 && Math.Abs(a.Item2 - b.Item2) < 5);
        Assert.All(answer.Plan.Visits, visit => Assert.Equal(TravelBasis.Roads, visit.Leg.Basis));

        var none = await fresh.Grains.GetGrain<IRouteGrain>(0).Order(request with { Stops = [At("B", 20.02), At("NO", 20.05)] }, Cancellation);
        Assert.Equal((RouteOutcome.NoWay, "stops[1]", "NO"), (none.Outcome, none.Field, none.Value));
    }

    [Fact]
    public async Task A_window_is_waited_for_and_what_cannot_be_met_is_said_to_be_late()
    {
        var leave = Reports.Now;
        var plan = (await Order(new RouteRequest
        {
            Start = new GeoPoint(0, 0), LeaveAt = leave,
            Stops = [new RouteStop("OPENS", new GeoPoint(0, 0.001), 10, leave.AddMinutes(10), null), new RouteStop("CLOSED", new GeoPoint(0, 0.002), 0, null, leave.AddSeconds(1))],
        })).Plan!;
        Assert.Equal(["CLOSED", "OPENS"], plan.Visits.Select(visit => visit.Id));
        Assert.True(plan.Visits[0].LateS > 0 && plan.Visits[1].LateS == 0);
        Assert.Equal((leave.AddMinutes(10), leave.AddSeconds(610)), (plan.Visits[1].BeginAt, plan.Visits[1].LeaveAt));
        Assert.Equal(610, plan.Totals.DoneS, 0.001);
    }

    [Fact]
    public async Task Who_is_unknown_or_was_never_seen_is_not_routed()
    {
        await Silo.Registered("E-BLIND");
        Assert.Equal(RouteOutcome.UnknownEfectivo, (await Order(new RouteRequest { EfectivoId = "E-NOBODY", Stops = [At("A", 20)] })).Outcome);
        Assert.Equal(RouteOutcome.NoPosition, (await Order(new RouteRequest { EfectivoId = "E-BLIND", Stops = [At("A", 20)] })).Outcome);
    }

    private static RouteStop At(string id, double longitude) => new(id, new GeoPoint(10, longitude), 0, null, null);

    private ValueTask<RouteAnswer> Order(RouteRequest request) => Silo.Grains.GetGrain<IRouteGrain>(0).Order(request, Cancellation);
}
