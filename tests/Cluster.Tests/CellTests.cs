using System.Collections.Concurrent;
using GrupoGad.Cells;
using GrupoGad.Efectivos;
using GrupoGad.Geo;
using static GrupoGad.Cluster.Tests.Fixes;

namespace GrupoGad.Cluster.Tests;

public sealed class CellTests(TwoSilos silos) : IClassFixture<TwoSilos>
{
    [Fact]
    public async Task A_position_is_in_its_cell_and_counted_up_to_the_world()
    {
        var efectivo = await silos.Registered("C-001");
        var point = new GeoPoint(10.05, 10.05);
        await efectivo.Report(Report("C-001", point));
        foreach (var level in CountLevels.All)
        {
            var cell = CellId.FromPoint(point, level).ToString();
            await TwoSilos.Until($"cell {cell} counts it", async () => (await Children(cell)).Sum(child => child.Available) >= 1);
        }
        Assert.Equal("C-001", Assert.Single(await Inside(point)).EfectivoId);
    }

    [Fact]
    public async Task Who_crosses_a_border_is_in_one_cell_only()
    {
        var efectivo = await silos.Registered("C-002");
        var west = new GeoPoint(20, 20 - 0.0001);
        var border = CellId.FromPoint(new GeoPoint(20, 20), 12).Bounds.West;
        var (a, b) = (west with { Longitude = border - 0.0001 }, west with { Longitude = border + 0.0001 });
        await efectivo.Report(Report("C-002", a, DateTime.UtcNow.AddSeconds(-20)));
        await efectivo.Report(Report("C-002", b));
        await TwoSilos.Until("it is in the new cell and not in the former", async () => (await Inside(b)).Length == 1 && (await Inside(a)).Length == 0);
    }

    [Fact]
    public async Task Who_runs_through_cells_in_one_batch_leaves_no_ghost_behind()
    {
        var bounds = CellId.FromPoint(new GeoPoint(21, 20), 12).Bounds;
        GeoPoint At(double north, double east) => new(bounds.South + north, bounds.West + east);
        // Around the cell's south-west corner: enters the second cell, moves in it and is gone again before it is known to have entered.
        GeoPoint[] way = [At(0.0001, -0.0001), At(0.0001, 0.0001), At(0.0001, 0.0002), At(-0.0001, 0.0002)];
        var start = DateTime.UtcNow.AddSeconds(-40);
        // Which cell answers first is chance, so many run.
        var runners = Enumerable.Range(0, 50).Select(i => $"RUN-{i:D2}").ToArray();
        foreach (var id in runners)
        {
            var efectivo = await silos.Registered(id);
            var outcomes = await efectivo.ReportInOrder([.. way.Select((point, i) => Report(id, point, start.AddSeconds(i * 10)))]);
            Assert.All(outcomes, outcome => Assert.Equal(ReportOutcome.Accepted, outcome));
        }
        await TwoSilos.Until("all are in the last cell and none in those before", async () =>
            (await Inside(way[0])).Length == 0 && (await Inside(way[1])).Length == 0 && (await Inside(way[3])).Length == runners.Length);
    }

    [Fact]
    public async Task A_gateway_sees_a_snapshot_and_then_every_change_in_sequence()
    {
        var efectivo = await silos.Registered("C-003");
        var point = new GeoPoint(30.05, 30.05);
        var start = DateTime.UtcNow.AddSeconds(-50);
        await efectivo.Report(Report("C-003", point, start));
        var cell = silos.Grains.GetGrain<ICellWatchGrain>(CellId.FromPoint(point, 12).ToString());
        await TwoSilos.Until("it is there", async () => (await cell.Snapshot()).Entered.Length == 1);

        var watcher = new Watcher();
        var reference = silos.Grains.CreateObjectReference<ICellWatcher>(watcher);
        var sequence = await cell.Watch(reference);
        for (var i = 1; i <= 10; i++)
        {
            var latitude = point.Latitude + i * 0.0001;
            await efectivo.Report(Report("C-003", point with { Latitude = latitude }, start.AddSeconds(i)));
            // One by one: who is still taking in a batch when two more are due gets a snapshot instead, and numbers between are never told.
            await TwoSilos.Until($"position {i} arrived", () => Task.FromResult(watcher.Batches.LastOrDefault() is { } last
                && last.Moved.Select(moved => moved.Fix).Concat(last.Entered.Select(slot => slot.Member.Fix)).Any(fix => Math.Abs(fix.Point.Latitude - latitude) < 1e-9)));
        }
        Assert.Equal(watcher.Batches.Select((_, i) => sequence + i + 1), watcher.Batches.Select(batch => batch.Sequence));
        await cell.Unwatch(reference);
        GC.KeepAlive(watcher);
    }

    [Fact]
    public async Task A_slow_gateway_misses_batches_and_is_made_whole_by_a_snapshot()
    {
        var efectivo = await silos.Registered("C-004");
        var point = new GeoPoint(40.05, 40.05);
        var start = DateTime.UtcNow.AddSeconds(-50);
        await efectivo.Report(Report("C-004", point, start));
        var cell = silos.Grains.GetGrain<ICellWatchGrain>(CellId.FromPoint(point, 12).ToString());
        await TwoSilos.Until("it is there", async () => (await cell.Snapshot()).Entered.Length == 1);
        var watcher = new Watcher { Gate = new TaskCompletionSource() };
        var reference = silos.Grains.CreateObjectReference<ICellWatcher>(watcher);
        await cell.Watch(reference);

        await Step(1);
        await TwoSilos.Until("the first batch is held up", () => Task.FromResult(watcher.Batches.Count == 1));
        await Step(2);
        var sequence = await cell.Watch(reference);
        await TwoSilos.Until("the cell went on without it", async () => (sequence = await cell.Watch(reference)) > watcher.Batches.Last().Sequence);
        Assert.Single(watcher.Batches);
        watcher.Gate.SetResult();
        await TwoSilos.Until("a snapshot made up for it", () => Task.FromResult(watcher.Batches.Last() is { Snapshot: true } last && last.Sequence >= sequence));
        Assert.Equal(point.Latitude + 0.0002, watcher.Batches.Last().Entered.Single().Member.Fix.Point.Latitude, 9);
        await cell.Unwatch(reference);
        GC.KeepAlive(watcher);

        async Task Step(int i) => await efectivo.Report(
            Report("C-004", point with { Latitude = point.Latitude + i * 0.0001 }, start.AddSeconds(i)));
    }

    [Fact]
    public async Task Nearest_over_the_cluster_agrees_with_brute_force()
    {
        var random = new Random(417);
        var points = Enumerable.Range(0, 600).ToDictionary(i => $"N-{i:D3}", _ =>
            new GeoPoint(-10 + random.NextDouble() * 0.6, -50 + random.NextDouble() * 0.6));
        foreach (var (id, point) in points)
        {
            var efectivo = await silos.Registered(id, "medic");
            await efectivo.Report(Report(id, point));
        }
        var search = silos.Grains.GetGrain<ISearchGrain>(0);
        var all = new GeoBounds(-10.1, -50.1, -9.3, -49.3);
        await TwoSilos.Until("all are in their cells", async () => (await search.Within(new AreaQuery { Bounds = all, Limit = 5_000 })).Members.Length == 600);
        for (var i = 0; i < 100; i++)
        {
            var from = new GeoPoint(-10.2 + random.NextDouble(), -50.2 + random.NextDouble());
            var hits = await search.Nearest(new NearestQuery { Point = from, K = 10, Filter = new() { Skill = "medic" }, MaxDistanceM = 200_000 });
            var truth = points.OrderBy(p => Sphere.DistanceM(from, p.Value)).Take(10).Select(p => p.Key);
            Assert.Equal(truth, hits.Select(hit => hit.Member.EfectivoId));
        }
        Assert.Equal(points.Keys.Order(StringComparer.Ordinal), (await Pages(search, all)).Order(StringComparer.Ordinal));
    }

    private static async Task<List<string>> Pages(ISearchGrain search, GeoBounds bounds)
    {
        var (found, cursor) = (new List<string>(), "");
        do
        {
            var page = await search.Within(new AreaQuery { Bounds = bounds, Limit = 70, Cursor = cursor });
            found.AddRange(page.Members.Select(member => member.EfectivoId));
            cursor = page.Next;
        }
        while (cursor.Length > 0);
        return found;
    }

    private async Task<IEnumerable<CellCounts>> Children(string cell) => await silos.Grains.GetGrain<ICountCellGrain>(cell).Occupied();

    private async Task<CellMember[]> Inside(GeoPoint point)
    {
        var snapshot = await silos.Grains.GetGrain<ICellWatchGrain>(CellId.FromPoint(point, 12).ToString()).Snapshot();
        return [.. snapshot.Entered.Select(slot => slot.Member)];
    }

    private sealed class Watcher : ICellWatcher
    {
        public ConcurrentQueue<CellBatch> Batches { get; } = new();

        public TaskCompletionSource? Gate { get; init; }

        public Task OnBatch(CellBatch batch)
        {
            Batches.Enqueue(batch);
            return Gate?.Task ?? Task.CompletedTask;
        }

        public Task OnCounts(CellCounts counts) => Task.CompletedTask;
    }
}
