using System.Globalization;
using GrupoGad.Dispatch;
using GrupoGad.Efectivos;
using GrupoGad.Geo;
using GrupoGad.Operations;
using GrupoGad.Silo.Tests.Operations;
using static GrupoGad.Silo.Tests.Operations.Plans;

namespace GrupoGad.Silo.Tests.Dispatch;

/// <summary>What dispatch keeps in PostGIS, and what SQL answers under the same name.</summary>
public sealed class DispatchStorageTests(PostGisServer server) : OperationsOnPostGis(server)
{
    private IDispatchGrain Dispatch => Silo.Grains.GetGrain<IDispatchGrain>(0);

    [Fact]
    public async Task A_recommendation_is_kept_as_it_was_said_and_its_assignments_point_at_it()
    {
        await Standing("E-1", 500);
        await Standing("E-2", 900);
        await Standing("E-3", 300);
        await Silo.Grains.GetGrain<IEfectivoGrain>("E-3").ChangeAvailability(new AvailabilityChange { To = Availability.OffDuty, Actor = "op" }, Cancellation);
        await Silo.Operation("OP-1").Plan(Of(), Request());
        var made = await Reports.Until("the cells know all three", async () => (await Dispatch.Recommend("OP-1", new RecommendRequest { Actor = "op-7", Count = 1 }, Cancellation)).Recommendation,
            made => made is { Chosen.Length: 1, Next.Length: 1, Considered: 3 });
        Assert.Equal(("E-1", "E-2", true, "op-7"), (made!.Chosen[0].EfectivoId, made.Next[0].EfectivoId, made.IsStored, made.Actor));
        Assert.Equal((ExclusionRule.NotAvailable, "E-3"), (made.Excluded[0].Rule, made.Excluded[0].EfectivoId));
        Assert.Equivalent(made, await Dispatch.Read(made.RecommendationId, Cancellation), strict: true);
        Assert.Equal(made.RecommendationId, (await Dispatch.Of("OP-1", 1, Cancellation))[0].RecommendationId);

        await Silo.Operation("OP-1").Assign(["E-1"], Request() with { Recommendation = made.RecommendationId }, Cancellation);
        var bond = (await Silo.Operation("OP-1").Describe(Cancellation))!.Assignments[0];
        Assert.Equal([$"{bond.AssignmentId}|{made.RecommendationId}|OP-1|E-1"],
            await Database.Lines("SELECT concat_ws('|', assignment_id, recommendation_id, operation_id, efectivo_id) FROM assignment_recommendations"));
        Assert.Contains("recommendation " + made.RecommendationId, (await Silo.Operation("OP-1").Timeline(0, 10, Cancellation)).Entries.Select(entry => entry.Reason));
        // An assignment that follows none leaves no row.
        await Silo.Operation("OP-1").Assign(["E-2"], Request(), Cancellation);
        Assert.Equal(1L, await Database.Ask<long>("SELECT count(*) FROM assignment_recommendations"));
    }

    [Fact]
    public async Task Work_is_counted_by_operations_accepted()
    {
        await Silo.Registered("E-1");
        await Silo.Registered("E-2");
        foreach (var code in new[] { "OP-1", "OP-2" })
        {
            await Silo.Operation(code).Plan(Of(), Request());
            await Silo.Operation(code).Assign(["E-1", "E-2"], Request());
            await Silo.Operation(code).Step("E-1", "", AssignmentStep.Accepted, Request());
            await Silo.Operation(code).Step("E-2", "", AssignmentStep.Refused, Request());
            await Silo.Operation(code).Step("E-1", "", AssignmentStep.Released, Request());
            foreach (var efectivo in new[] { "E-1", "E-2" })
            {
                await Reports.Until($"{efectivo} is free", async () => await Silo.Grains.GetGrain<IEfectivoGrain>(efectivo).Describe(Cancellation) is { Reservation: null });
            }
        }
        var work = await Silo.Get<IWorkload>().Since(DateTime.UtcNow.AddHours(-1), ["E-1", "E-2", "E-9"], Cancellation);
        Assert.Equal(["E-1=2"], work.Select(pair => $"{pair.Key}={pair.Value}"));
        Assert.Empty(await Silo.Get<IWorkload>().Since(DateTime.UtcNow.AddHours(1), ["E-1"], Cancellation));
    }

    [Fact]
    public async Task Find_nearest_efectivo_answers_the_same_in_SQL_as_in_the_grains()
    {
        var random = new Random(41);
        for (var i = 0; i < 60; i++)
        {
            await Standing($"E-{i:00}", random.Next(50, 15_000), random.NextDouble() * 360, i % 11 == 5 ? 850 : null, i % 3 == 0 ? ["paramedic"] : []);
            if (i % 7 == 0)
            {
                await Silo.Grains.GetGrain<IEfectivoGrain>($"E-{i:00}").ChangeAvailability(new AvailabilityChange { To = Availability.OffDuty, Actor = "op" }, Cancellation);
            }
        }
        await Silo.Operation("OP-1").Plan(Of(), Request());
        await Silo.Operation("OP-1").Assign(["E-03", "E-08"], Request());
        await Reports.Until("all positions are in last_positions", async () => await Database.Ask<long>("SELECT count(*) FROM last_positions") == 60);
        foreach (var (limit, distance, skill) in new[] { (10, 10_000.0, ""), (100, 500_000.0, ""), (5, 20_000.0, "paramedic"), (10, 0.0, "") })
        {
            var sql = await Database.Lines(string.Create(CultureInfo.InvariantCulture,
                $"SELECT efectivo_id || ' ' || round(distance_m::numeric, 3) FROM find_nearest_efectivo({Obelisco.Latitude}, {Obelisco.Longitude}, {limit}, {distance}, '{skill}')"));
            var query = new FindNearestQuery { Point = Obelisco, Limit = limit, MaxDistanceM = distance, Skill = skill };
            // As many come at once; that some of them went off duty is told to the cells beside the answer.
            var said = Array.Empty<string>();
            await Reports.Until("the cells have been told", async () =>
            {
                said = [.. (await Dispatch.FindNearest(query, Cancellation)).Select(hit => string.Create(CultureInfo.InvariantCulture, $"{hit.Member.EfectivoId} {hit.DistanceM:0.000}"))];
                return said.SequenceEqual(sql);
            }, () => $"{string.Join(", ", said)} for {string.Join(", ", sql)}");
            Assert.DoesNotContain(sql, line => line.StartsWith("E-03 ", StringComparison.Ordinal) || line.StartsWith("E-07 ", StringComparison.Ordinal));
            // Its place is only roughly known.
            Assert.DoesNotContain(sql, line => line.StartsWith("E-05 ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Its_SQL_walks_the_index_of_positions_on_a_large_table()
    {
        await Database.Run("""
            INSERT INTO last_positions (device_time, received_time, report_id, source, efectivo_id, position)
            SELECT now(), now(), i, 1, 'P-' || i, ST_SetSRID(ST_MakePoint(-58.9 + (i % 1000) / 1000.0, -35.1 + (i / 1000) / 50.0), 4326)::geography FROM generate_series(1, 50000) AS i;
            INSERT INTO efectivos (id, display_name, rank, unit, specialties, skills, jurisdiction, contact, devices, availability, version)
            SELECT 'P-' || i, '', '', '', '{}', '{}', '', '', '{}', 1, 1 FROM generate_series(1, 50000) AS i;
            ANALYZE last_positions; ANALYZE efectivos
            """);
        // Inlined or not, what it does is what its text does: its body is explained with the values in place.
        var body = await Database.Ask<string>("SELECT prosrc FROM pg_proc WHERE proname = 'find_nearest_efectivo'");
        body = body.Replace("longitude, latitude", "-58.4, -34.6", StringComparison.Ordinal).Replace("max_distance_m", "10000::float8", StringComparison.Ordinal)
            .Replace("max_age", "interval '15 minutes'", StringComparison.Ordinal).Replace("wanted_skill", "''::text", StringComparison.Ordinal)
            .Replace("LIMIT n", "LIMIT 10", StringComparison.Ordinal);
        var plan = string.Join('\n', await Database.Lines("EXPLAIN " + body));
        // In order of distance from the index, or found by it and then ordered: the planner guesses how many are near, and either is quick.
        Assert.True(plan.Contains("last_positions_available", StringComparison.Ordinal) || plan.Contains("last_positions_position", StringComparison.Ordinal), plan);
        Assert.DoesNotContain("Seq Scan on last_positions", plan, StringComparison.Ordinal);
        Assert.Equal(10L, await Database.Ask<long>("SELECT count(*) FROM find_nearest_efectivo(-34.6, -58.4)"));
    }

    private async Task Standing(string id, double metres, double bearingDeg = 90, float? accuracyM = null, params string[] skills)
    {
        var efectivo = Silo.Grains.GetGrain<IEfectivoGrain>(id);
        await efectivo.Register(new EfectivoProfile { DisplayName = id, Skills = [.. skills] }, Cancellation);
        var (north, east) = (metres * Math.Cos(Sphere.Radians(bearingDeg)), metres * Math.Sin(Sphere.Radians(bearingDeg)));
        var report = Reports.Of(id, Reports.Now,
            latitude: Obelisco.Latitude + north / 111_195, longitude: Obelisco.Longitude + east / 111_195 / Math.Cos(Sphere.Radians(Obelisco.Latitude)));
        Assert.Equal(ReportOutcome.Accepted, await efectivo.Report(report with { Fix = report.Fix with { AccuracyM = accuracyM ?? report.Fix.AccuracyM } }, Cancellation));
    }
}
