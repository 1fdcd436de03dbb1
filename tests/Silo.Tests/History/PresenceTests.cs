using System.Collections.Immutable;
using GrupoGad.Efectivos;
using GrupoGad.Fences;
using GrupoGad.Geo;
using GrupoGad.History;

namespace GrupoGad.Silo.Tests.History;

/// <summary>Who was where over a stretch of a real trace, beside what a plain reading of all its rows gives.</summary>
[Collection(nameof(RealTrace))]
public sealed class PresenceTests(TraceStore trace)
{
    private static readonly DateTime _from = new(2024, 2, 19, 15, 10, 0, DateTimeKind.Utc);
    private static readonly DateTime _to = new(2024, 2, 19, 15, 28, 0, DateTimeKind.Utc);

    /// <summary>The inner city without a square in its middle, and a street as narrow as a lane, which nobody reports from but many pass.</summary>
    private static readonly ImmutableArray<FencePart> _area =
    [
        new FencePart
        {
            Outer = [new(52.22, 20.99), new(52.245, 20.985), new(52.25, 21.03), new(52.232, 21.04), new(52.215, 21.02)],
            Holes = [[new(52.228, 21.005), new(52.234, 21.005), new(52.234, 21.015), new(52.228, 21.015)]],
        },
        new FencePart { Outer = [new(52.190031, 20.9), new(52.190037, 21.1), new(52.190231, 21.1), new(52.190237, 20.9)] },
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IEnumerable<PositionReport> During => trace.Stored.Where(report => report.Fix.DeviceTime >= _from && report.Fix.DeviceTime < _to);

    [Theory]
    [InlineData(14, 300)]
    [InlineData(17, 0)]
    public async Task Each_cell_of_each_interval_counts_those_who_reported_from_it(int level, int intervalS)
    {
        var presence = (await trace.Stack()).Get<IPresenceHistory>();
        var bounds = new GeoBounds(52.1, 20.8, 52.35, 21.2);
        var coverage = await presence.Coverage(new CoverageQuery { Bounds = bounds, From = _from, To = _to, Level = level, IntervalS = intervalS }, Cancellation);
        var expected = During.Where(report => bounds.Contains(report.Fix.Point))
            .GroupBy(report => (Interval: intervalS == 0 ? 0 : (int)((report.Fix.DeviceTime - _from).TotalSeconds / intervalS), Cell: CellId.FromPoint(report.Fix.Point, level)))
            .Select(group => new CoveredCell(group.Key.Cell, group.Key.Interval, group.Select(report => report.EfectivoId).Distinct().Count(), group.LongCount()))
            .OrderBy(cell => cell.Interval).ThenBy(cell => cell.Cell.X).ThenBy(cell => cell.Cell.Y).ToArray();
        Assert.True(expected.Length > 500, $"{expected.Length} cells");
        Assert.Equal(expected, coverage.Cells);
    }

    [Fact]
    public async Task Too_many_cells_are_refused_with_the_limit()
    {
        var presence = (await trace.Stack()).Get<IPresenceHistory>();
        var coverage = await presence.Coverage(
            new CoverageQuery { Bounds = TraceStore.Warsaw, From = _from, To = _to, Level = 20, IntervalS = 60 }, Cancellation);
        Assert.Equal(HistoryOutcome.TooMany, coverage.Verdict.Outcome);
        Assert.Contains("50000", coverage.Verdict.Rule, StringComparison.Ordinal);
        Assert.Empty(coverage.Cells);
    }

    [Fact]
    public async Task Who_was_inside_and_whose_way_led_through_is_told_with_first_and_last()
    {
        var presence = (await trace.Stack()).Get<IPresenceHistory>();
        var answer = await presence.Inside(new InsideQuery { Area = _area, From = _from, To = _to }, Cancellation);
        Assert.True(answer.Verdict.IsAnswered, answer.Verdict.Rule);
        var expected = During.GroupBy(report => report.EfectivoId).Select(sent => Plainly(sent.Key, [.. sent.Select(report => report.Fix).OrderBy(fix => fix.DeviceTime)]))
            .Where(visitor => visitor.Fixes + visitor.Crossings > 0).OrderBy(visitor => visitor.EfectivoId, StringComparer.Ordinal).ToArray();
        Assert.Equal(expected.Select(Key), answer.Visitors.Select(Key));
        Assert.All(expected.Zip(answer.Visitors), pair => Assert.True(
            pair.First.Crossings == 0 || Math.Abs((pair.First.FirstCrossing - pair.Second.FirstCrossing)!.Value.TotalMilliseconds) < 5, $"{pair}"));
        Assert.Contains(answer.Visitors, visitor => visitor.Fixes == 0 && visitor.Crossings > 0);
        Assert.Contains(answer.Visitors, visitor => visitor.Visits > 1);
        TestContext.Current.TestOutputHelper?.WriteLine($"{answer.Visitors.Length} visitors, {answer.Visitors.Count(visitor => visitor.Fixes == 0)} only by their way");

        static object Key(Visitor visitor) => (visitor.EfectivoId, visitor.First, visitor.Last, visitor.Fixes, visitor.Visits, visitor.Crossings);
    }

    [Fact]
    public async Task A_patrol_is_told_every_cell_of_the_area_and_who_came_to_it()
    {
        var presence = (await trace.Stack()).Get<IPresenceHistory>();
        var area = _area[..1];
        var patrol = During.Select(report => report.EfectivoId).Distinct().Order(StringComparer.Ordinal).Take(200).ToImmutableArray();
        var candidates = CellRange.Of(new GeoBounds(52.215, 20.985, 52.25, 21.04), 16).ToImmutableArray();
        var evidence = await presence.Evidence(
            new PatrolQuery { Area = area, From = _from, To = _to, Level = 16, Efectivos = patrol }, candidates, Cancellation);
        Assert.True(evidence.Verdict.IsAnswered, evidence.Verdict.Rule);
        Assert.Null(evidence.Streets);
        Assert.Equal(candidates.Where(cell => PlainArea.Covers(area,
            new GeoPoint(Mercator.Latitude((cell.Y + 0.5) / cell.Side), Mercator.Longitude((cell.X + 0.5) / cell.Side)))), evidence.Cells);
        var visited = PatrolRules.Visited(evidence.Cells, evidence.Fixes, 16);
        Assert.Equal(evidence.Cells.Length, visited.Length);
        var who = patrol.ToHashSet();
        var reported = During.Where(report => who.Contains(report.EfectivoId)).ToLookup(report => CellId.FromPoint(report.Fix.Point, 16));
        foreach (var cell in visited)
        {
            var there = reported[cell.Cell].ToArray();
            Assert.Equal(there.Length == 0, cell.Interpolated || cell.First is null);
            Assert.Subset(cell.Efectivos.ToHashSet(), there.Select(report => report.EfectivoId).ToHashSet());
            Assert.All(there, report => Assert.InRange(report.Fix.DeviceTime, cell.First!.Value, cell.Last!.Value));
        }
        Assert.Contains(visited, cell => cell.First is null);
        Assert.Contains(visited, cell => cell.Interpolated);
        Assert.Contains(visited, cell => cell.Efectivos.Length > 1);
    }

    [Fact]
    public async Task A_shape_that_crosses_itself_is_refused_with_the_place_of_the_fault()
    {
        var presence = (await trace.Stack()).Get<IPresenceHistory>();
        ImmutableArray<FencePart> bow = [new FencePart { Outer = [new(52, 21), new(53, 22), new(53, 21), new(52, 22)] }];
        var answer = await presence.Inside(new InsideQuery { Area = bow, From = _from, To = _to }, Cancellation);
        Assert.Equal(HistoryOutcome.BrokenArea, answer.Verdict.Outcome);
        Assert.Contains("Self-intersection[21.5 52.5]", answer.Verdict.Rule, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_about_one_day_reads_the_partition_of_that_day_alone()
    {
        await trace.Stack();
        var plan = await trace.Database.Lines("""
            EXPLAIN SELECT count(*) FROM position_reports WHERE device_time >= '2024-02-19T15:10:00Z' AND device_time < '2024-02-19T15:28:00Z'
            """);
        Assert.Contains(plan, line => line.Contains("position_reports_20240219", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.Contains("position_reports_20240210", StringComparison.Ordinal));
    }

    private static Visitor Plainly(string id, Fix[] fixes)
    {
        var covered = fixes.Select(fix => PlainArea.Covers(_area, fix.Point)).ToArray();
        var inside = fixes.Where((_, i) => covered[i]).ToArray();
        var visits = fixes.Where((fix, i) => covered[i] && (i == 0 || !covered[i - 1] || fix.DeviceTime - fixes[i - 1].DeviceTime > CellTrail.StepMax)).Count();
        var crossings = fixes.Zip(fixes.Skip(1)).Where((way, i) => way.Second.DeviceTime - way.First.DeviceTime <= CellTrail.StepMax
                && !covered[i] && !covered[i + 1] && way.First.Point != way.Second.Point)
            .Select(way => (Way: way, Along: PlainArea.Meets(_area, way.First.Point, way.Second.Point))).Where(way => way.Along is not null)
            .Select(way => way.Way.First.DeviceTime + (way.Way.Second.DeviceTime - way.Way.First.DeviceTime) * way.Along!.Value).ToArray();
        return new Visitor
        {
            EfectivoId = id, First = inside.Length == 0 ? null : inside[0].DeviceTime, Last = inside.Length == 0 ? null : inside[^1].DeviceTime,
            Fixes = inside.Length, Visits = visits, Crossings = crossings.Length, FirstCrossing = crossings.Length == 0 ? null : crossings.Min(),
        };
    }
}
