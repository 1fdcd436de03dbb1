using System.Diagnostics;
using System.Globalization;
using GrupoGad.Console.Tests;
using GrupoGad.Dispatch;
using GrupoGad.Geo;
using GrupoGad.Silo.Tests.Operations;
using Npgsql;

namespace GrupoGad.Silo.Tests.Dispatch;

/// <summary>A real town of OpenStreetMap as a road graph: Three Rivers, Michigan. Needs pgRouting and osm2pgrouting, which <c>./gad test</c> brings.</summary>
public sealed class RoadTests(PostGisServer server) : IAsyncLifetime
{
    private static readonly string _extract = Path.Combine(Repository.Root, "tests", "data", "three_rivers.osm");
    private TestDatabase _database = null!;
    private OperationsSilo _silo = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IEtaProvider Eta => _silo.Get<IEtaProvider>();

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabase();
        Assert.SkipUnless(await _database.Ask<bool>("SELECT EXISTS (SELECT 1 FROM pg_available_extensions WHERE name = 'pgrouting')"), "pgRouting is not installed.");
        Assert.SkipUnless(Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, "osm2pgrouting"))), "osm2pgrouting is not installed.");
        _silo = await OperationsSilo.Start(_database.Address);
        await _database.Run("CREATE EXTENSION IF NOT EXISTS pgrouting");
    }

    public async ValueTask DisposeAsync()
    {
        if (_silo is not null)
        {
            await _silo.DisposeAsync();
        }
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Travel_times_are_those_of_the_quickest_ways()
    {
        Assert.True(await Import(_extract));
        var streets = await Streets.Read(_database);
        var random = new Random(7);
        var trips = Enumerable.Range(0, 60).Select(i => new Trip(streets.Anywhere(random), streets.Anywhere(random), i % 3 == 0 ? 5 / 3.6 : i % 3 == 1 ? 40 / 3.6 : 30 / 3.6)).ToArray();
        var travels = await Eta.Reckon(trips, Cancellation);
        foreach (var (trip, travel) in trips.Zip(travels))
        {
            var truth = streets.Quickest(trip.From, trip.To, Math.Max(1, trip.SpeedMps * 3.6 / 30), trip.SpeedMps < 8 ? trip.SpeedMps : double.MaxValue);
            Assert.Equal(truth is null, travel is null);
            if (travel is { } found)
            {
                Assert.Equal(TravelBasis.Roads, found.Basis);
                Assert.Equal(truth!.Value, found.Seconds, 0.01);
                Assert.True(Sphere.DistanceM(trip.From, trip.To) <= Eta.ReachM(found.Seconds) + 0.01, "a search that stops at the reach would have missed it");
            }
        }
        Assert.True(travels.Count(travel => travel is not null) > 50);
    }

    [Fact]
    public async Task Who_is_nearer_by_road_is_chosen_before_who_is_nearer_on_the_map()
    {
        Assert.True(await Import(_extract));
        var streets = await Streets.Read(_database);
        // Of all pairs of places, one where the straight line and the roads say the opposite.
        var random = new Random(11);
        var (goal, near, quick) = Enumerable.Range(0, 10_000).Select(_ => (Goal: streets.Anywhere(random), Near: streets.Anywhere(random), Quick: streets.Anywhere(random)))
            .First(draw => Sphere.DistanceM(draw.Goal, draw.Near) + 100 < Sphere.DistanceM(draw.Goal, draw.Quick)
                && streets.Quickest(draw.Quick, draw.Goal, 1, double.MaxValue) + 30 < streets.Quickest(draw.Near, draw.Goal, 1, double.MaxValue));
        await Standing("NEAR", near);
        await Standing("QUICK", quick);
        await _silo.Operation("OP-1").Plan(Plans.Of() with { Point = goal }, Plans.Request());
        Recommendation? made = null;
        await Reports.Until("both are in their cells", async () =>
            (made = (await _silo.Grains.GetGrain<IDispatchGrain>(0).Recommend("OP-1", new RecommendRequest { Actor = "op" }, Cancellation)).Recommendation) is { Considered: 2 });
        Assert.Equal(("QUICK", TravelBasis.Roads, "NEAR"), (made!.Chosen[0].EfectivoId, made.Chosen[0].Basis, made.Next[0].EfectivoId));
    }

    [Fact]
    public async Task Off_the_graph_and_without_one_the_straight_line_counts()
    {
        var trip = new Trip(new GeoPoint(41.9440, -85.6300), new GeoPoint(41.9415, -85.6347), 30 / 3.6);
        Assert.Equal(TravelBasis.StraightLine, Assert.Single(await Eta.Reckon([trip], Cancellation))!.Value.Basis);
        Assert.True(await Import(_extract));
        await using var fresh = await OperationsSilo.Start(_database.Address);
        var travels = await fresh.Get<IEtaProvider>().Reckon([trip with { From = new GeoPoint(42.5, -85.63) }, trip], Cancellation);
        Assert.Equal([TravelBasis.StraightLine, TravelBasis.Roads], travels.Select(travel => travel!.Value.Basis));
    }

    [Fact]
    public async Task A_malformed_extract_changes_nothing()
    {
        Assert.True(await Import(_extract));
        var before = await Graph();
        foreach (var text in new[] { "", "not a map", "<osm version=\"0.6\"></osm>", (await File.ReadAllTextAsync(_extract, Cancellation))[..100_000] })
        {
            var file = Path.GetTempFileName();
            await File.WriteAllTextAsync(file, text, Cancellation);
            Assert.False(await Import(file));
            Assert.Equal(before, await Graph());
            File.Delete(file);
        }
    }

    private Task<string> Graph() => _database.Ask<string>("""
        SELECT md5(string_agg(e::text, ';' ORDER BY id)) || (SELECT md5(string_agg(n::text, ';' ORDER BY id)) FROM road_nodes n) FROM road_edges e
        """);

    /// <summary>As <c>./gad roads</c> does it. False: refused.</summary>
    private async Task<bool> Import(string file)
    {
        await _database.Run("DROP SCHEMA IF EXISTS osm_import CASCADE; CREATE SCHEMA osm_import");
        var server = new NpgsqlConnectionStringBuilder(_database.Address);
        var start = new ProcessStartInfo("osm2pgrouting") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[]
        {
            "-f", file, "-c", Path.Combine(Repository.Root, ".gad.lib", "roads.xml"), "--schema", "osm_import", "--clean",
            "-h", server.Host!, "-p", server.Port.ToString(CultureInfo.InvariantCulture), "-U", server.Username!, "-d", server.Database!,
        })
        {
            start.ArgumentList.Add(argument);
        }
        _ = server.Passfile is { } passfile ? start.Environment["PGPASSFILE"] = passfile : start.Environment["PGPASSWORD"] = server.Password ?? "";
        using var process = Process.Start(start)!;
        _ = process.StandardOutput.ReadToEndAsync(Cancellation);
        _ = process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        try
        {
            return process.ExitCode == 0 && await _database.Ask<long>("SELECT gad_adopt_roads('osm_import')") > 0;
        }
        catch (PostgresException)
        {
            return false;
        }
    }

    private async Task Standing(string id, GeoPoint point)
    {
        await _silo.Registered(id);
        await _silo.Grains.GetGrain<Efectivos.IEfectivoGrain>(id).Report(
            Reports.Of(id, Reports.Now, latitude: point.Latitude, longitude: point.Longitude), Cancellation);
    }
}
