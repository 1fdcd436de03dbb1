using CsCheck;
using GrupoGad.Geo;

namespace GrupoGad.Fences;

public sealed class MapTests
{
    private static readonly Gen<FencePlan> Plan = Gen.Select(
        Gen.Int[0, 4], Gen.Double[-34.7, -34.5], Gen.Double[-58.5, -58.3], Gen.Double[0.0005, 0.05], (kind, latitude, longitude, size) => Fenced.Plan(kind switch
        {
            0 => Fenced.Square(longitude, latitude, size),
            1 => Fenced.Square(longitude, latitude, size, hole: (size / 3, size / 2)),
            2 => Fenced.Corridor(size * 2_000, new GeoPoint(latitude, longitude), new GeoPoint(latitude + size, longitude - size), new GeoPoint(latitude, longitude - 2 * size)),
            3 => Star(latitude, longitude, size),
            _ => Fenced.Circle(latitude, longitude, size * 50_000),
        }, new FenceWatch { Enter = true, Cross = kind % 2 == 0 }));

    private static readonly Gen<(int Kind, int Id, FencePlan Plan, double Latitude, double Longitude)> Step =
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 29], Plan, Gen.Double[-34.75, -34.45], Gen.Double[-58.55, -58.25]);

    [Fact]
    public void It_answers_what_asking_every_fence_answers_while_fences_come_change_and_go() =>
        Step.Array[60].Sample(steps =>
        {
            var (map, all) = (new FenceMap(Fenced.Options), new Dictionary<string, FenceEntry>());
            var revision = 0L;
            foreach (var (kind, number, plan, latitude, longitude) in steps)
            {
                var id = $"F-{number:D3}";
                if (kind < 3)
                {
                    all[id] = FenceEntry.Prepare(id, plan, ++revision);
                    map.Apply(revision, [all[id]], []);
                }
                else if (kind == 3)
                {
                    all.Remove(id);
                    map.Apply(++revision, [], [id]);
                }
                var point = new GeoPoint(latitude, longitude);
                Agrees(map.At(point), all.Values, point);
                Agrees(map.At(Beside(point)), all.Values, Beside(point));
                var (to, crossable) = (new GeoPoint(latitude + plan.Shape.RadiusM / 1e6, longitude + 0.01), all.Values.Where(entry => entry.Plan.Watch.Cross));
                Assert.Equal(
                    crossable.Where(entry => entry.Area!.Touches(point, to)).Select(entry => entry.Id).Order(StringComparer.Ordinal),
                    map.OnTheWay(point, to).Select(entry => entry.Id));
            }
            Assert.Equal((revision, all.Count), (map.Revision, map.Count));
        }, iter: 1_000);

    [Fact]
    public void Real_areas_answer_from_their_pieces_what_they_answer_whole()
    {
        var random = new Random(20_260_302);
        foreach (var file in Layers.Files)
        {
            var plans = Layers.Read(file).Plans;
            var entries = plans.Select((plan, i) => FenceEntry.Prepare($"F-{i:D3}", plan, 1)).ToList();
            var map = new FenceMap(Fenced.Options);
            map.Apply(1, entries, []);
            foreach (var point in plans.SelectMany(plan => Probes.Of(plan, random, 300)))
            {
                Agrees(map.At(point), entries, point);
            }
        }
    }

    [Fact]
    public void An_older_version_told_late_changes_nothing()
    {
        var map = new FenceMap(Fenced.Options);
        map.Apply(7, [FenceEntry.Prepare("F-1", Fenced.Plan(Fenced.Circle(1, 1, 10)), 7)], []);
        map.Apply(6, [FenceEntry.Prepare("F-1", Fenced.Plan(Fenced.Circle(2, 2, 10)), 5)], []);
        map.Apply(6, [], ["F-1"]);

        Assert.Equal(7, map.Find("F-1")!.Revision);
        Assert.Equal(7, map.Revision);
    }

    [Fact]
    public void One_that_moves_with_an_efectivo_is_known_and_lies_nowhere()
    {
        var plan = Fenced.Plan(new FenceShape { Kind = FenceKind.Circle, RadiusM = 200 }) with { Owner = new FenceOwner(FenceOwnerKind.Efectivo, "E-001") };
        var map = Fenced.Map(("F-1", plan));

        Assert.NotNull(map.Find("F-1"));
        Assert.Empty(map.Covering(new GeoPoint(0, 0)));
    }

    [Fact]
    public void Cells_kept_stay_within_their_limit()
    {
        var map = new FenceMap(new FenceOptions { MapCellsMax = 1_000 });
        map.Apply(1, [FenceEntry.Prepare("F-1", Fenced.Plan(Fenced.Circle(10, 10, 100_000)), 1)], []);
        var random = new Random(7);
        for (var n = 0; n < 20_000; n++)
        {
            var point = new GeoPoint(9 + random.NextDouble() * 2, 9 + random.NextDouble() * 2);
            Assert.Equal(Sphere.DistanceM(point, new GeoPoint(10, 10)) <= 100_000, map.Covering(point).Any());
        }
        // What one tile holds more than that is let go when the next tile is made.
        Assert.InRange(map.Cells, 1, 2_000);
    }

    [Fact]
    public void A_million_fences_are_held_and_each_answers()
    {
        const int Count = 1_000_000;
        var map = new FenceMap(Fenced.Options);
        // 2 km apart, over half a continent; a third of them also lie in one city.
        GeoPoint Centre(int n) => n % 3 == 0 ? new GeoPoint(-34.6 + n % 997 * 2e-4, -58.4 + n % 1_009 * 2e-4) : new GeoPoint(-30 + n / 1_000 * 0.02, -60 + n % 1_000 * 0.02);
        map.Apply(1, Enumerable.Range(0, Count).Select(n => FenceEntry.Prepare($"F-{n:D7}", Fenced.Plan(Fenced.Circle(Centre(n).Latitude, Centre(n).Longitude, 20 + n % 50)), 1)), []);

        Assert.Equal(Count, map.Count);
        Assert.All(Enumerable.Range(0, 500).Select(i => i * 1_997), n => Assert.Contains(map.Covering(Centre(n)), entry => entry.Id == $"F-{n:D7}"));
        map.Apply(2, [], [$"F-{1_997:D7}"]);
        Assert.DoesNotContain(map.Covering(Centre(1_997)), entry => entry.Id == $"F-{1_997:D7}");
    }

    [Fact]
    public async Task Who_reads_after_a_change_was_taken_sees_it_whatever_others_build_meanwhile()
    {
        var map = new FenceMap(Fenced.Options);
        var (point, stop) = (new GeoPoint(-34.6, -58.4), false);
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            while (!Volatile.Read(ref stop))
            {
                var known = map.Revision;
                var cell = map.At(point);
                var seen = cell.Inside.Concat(cell.Near.Select(there => there.Entry)).Select(entry => entry.Revision).DefaultIfEmpty(0).Max();
                Assert.True(seen >= known, $"Revision {known} was taken, {seen} seen.");
            }
        })).ToArray();
        for (var revision = 1; revision <= 3_000; revision++)
        {
            map.Apply(revision, [FenceEntry.Prepare("F-1", Fenced.Plan(Fenced.Circle(-34.6, -58.4, 100 + revision % 7)), revision)], []);
        }
        Volatile.Write(ref stop, true);
        await Task.WhenAll(readers);
    }

    private static void Agrees(FenceCell cell, IEnumerable<FenceEntry> all, GeoPoint point)
    {
        foreach (var entry in all)
        {
            var near = cell.Near.FirstOrDefault(there => there.Entry == entry);
            var covers = Array.IndexOf(cell.Inside, entry) >= 0 || near.Entry is not null && near.Covers(point);
            Assert.True(entry.Covers(point) == covers, $"{entry.Id} {entry.Plan.Name} {point}: covers {entry.Covers(point)}");
            foreach (var metres in new[] { 0.01, 10, 49 })
            {
                Assert.True(entry.IsWithin(point, metres) == cell.IsWithin(entry, point, metres), $"{entry.Id} {entry.Plan.Name} {point} within {metres} m: {entry.IsWithin(point, metres)}");
            }
        }
    }

    private static GeoPoint Beside(GeoPoint point) => new(point.Latitude + 1e-5, point.Longitude + 1e-5);

    /// <summary>40 corners, every second one drawn in.</summary>
    private static FenceShape Star(double latitude, double longitude, double size) => new()
    {
        Kind = FenceKind.Polygon,
        Parts = [new FencePart
        {
            Outer = [.. Enumerable.Range(0, 40).Select(i => (Angle: i * Math.PI / 20, Reach: i % 2 == 0 ? size : size / 3))
                .Select(corner => new GeoPoint(latitude + corner.Reach * Math.Sin(corner.Angle), longitude + corner.Reach * Math.Cos(corner.Angle)))],
        }],
    };
}
