using GrupoGad.Efectivos;
using GrupoGad.Fences;
using GrupoGad.Geo;

namespace GrupoGad.Cluster.Tests.Fences;

/// <summary>People who go to and fro between fences, cells and silos: what is told is what one judge says who sees all their fixes.</summary>
public sealed class BorderTests(TwoSilos silos) : IClassFixture<TwoSilos>
{
    private const int People = 30;
    private const int Steps = 24;

    private static readonly DateTime _start = new(2026, 3, 14, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Moving_between_cells_and_silos_loses_and_invents_nothing_also_when_a_silo_dies()
    {
        (string Id, FencePlan Plan)[] fences = [.. Enumerable.Range(0, 4).Select(i => ($"ZONA-{i}", Plan(i)))];
        foreach (var (id, plan) in fences)
        {
            Assert.Equal(FenceOutcome.Created, (await silos.Grains.GetGrain<IFenceGrain>(id).Put(plan, "test")).Outcome);
        }
        var people = Enumerable.Range(0, People).Select(i => $"BORDER-{i:D2}").ToArray();
        foreach (var id in people)
        {
            await silos.Registered(id);
            await silos.Grains.GetGrain<IFencedEfectivoGrain>(id).Rejudge(4);
        }
        var reports = people.ToDictionary(id => id, id => Walk(id).ToArray());

        for (var step = 0; step < Steps; step++)
        {
            if (step == Steps / 2)
            {
                await silos.Cluster.KillSiloAsync(silos.Cluster.SecondarySilos[0]);
            }
            foreach (var id in people)
            {
                var report = reports[id][step];
                await TwoSilos.Until($"{id} is answered", async () =>
                {
                    Assert.Equal(ReportOutcome.Accepted, await silos.Grains.GetGrain<IEfectivoGrain>(id).Report(report));
                    return true;
                }, seconds: 120);
            }
        }

        var expected = people.SelectMany(id => Judged(id, reports[id], fences)).Order(StringComparer.Ordinal).ToArray();
        var told = await silos.Grains.GetGrain<IFenceDirectoryGrain>(0).EventsAfter(0, 1_000);
        Assert.True(expected.Length > People, "nobody crossed a border");
        Assert.Equal(expected, told.Events.Where(one => one.EfectivoId.StartsWith("BORDER", StringComparison.Ordinal)).Select(one => one.EventId).Order(StringComparer.Ordinal));
    }

    /// <summary>To and fro along a line of 40 km, each at its own pace, over the borders of cells and of fences.</summary>
    private static IEnumerable<PositionReport> Walk(string id)
    {
        var random = new Random(id[^1] * 31 + id[^2]);
        var (at, ahead) = (random.NextDouble() * 0.4, 1);
        for (var step = 0; step < Steps; step++)
        {
            at += ahead * (0.005 + 0.02 * random.NextDouble());
            ahead = at > 0.4 ? -1 : at < 0 ? 1 : ahead;
            yield return Cluster.Tests.Fixes.Report(id, new GeoPoint(-34.60, -58.60 + at), _start.AddMinutes(step));
        }
    }

    private static FencePlan Plan(int place) => new()
    {
        Name = $"Zona {place}", Watch = new FenceWatch { Enter = true, Exit = true, Cross = true },
        Shape = new FenceShape
        {
            Kind = FenceKind.Polygon,
            Parts =
            [
                new FencePart
                {
                    Outer = [new(-34.63, -58.58 + 0.09 * place), new(-34.63, -58.53 + 0.09 * place), new(-34.57, -58.54 + 0.09 * place), new(-34.57, -58.57 + 0.09 * place)],
                },
            ],
        },
    };

    private static IEnumerable<string> Judged(string id, PositionReport[] reports, (string Id, FencePlan Plan)[] fences)
    {
        var options = new FenceOptions();
        var map = new FenceMap(options);
        map.Apply(4, fences.Select((fence, i) => FenceEntry.Prepare(fence.Id, fence.Plan, i + 1)), []);
        var subject = new FenceSubject(id, new EfectivoProfile { Unit = "Norte" }, Availability.Available);
        var standing = FenceTrackState.Empty;
        foreach (var report in reports)
        {
            var judged = FenceJudge.Judge(standing, report.Fix, DateTime.UtcNow, subject, map, options);
            standing = judged.After;
            foreach (var told in judged.Events)
            {
                yield return told.EventId;
            }
        }
    }
}
