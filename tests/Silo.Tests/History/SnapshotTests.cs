using GrupoGad.Efectivos;
using GrupoGad.Geo;
using GrupoGad.History;
using GrupoGad.Silo.PostGis.History;

namespace GrupoGad.Silo.Tests.History;

/// <summary>The time machine over a real trace, beside what a plain reading of all its rows gives.</summary>
[Collection(nameof(RealTrace))]
public sealed class SnapshotTests(TraceStore trace)
{
    private static readonly GeoBounds _centre = new(52.2, 20.95, 52.26, 21.05);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task At_a_hundred_random_instants_everybody_is_where_the_newest_fix_received_by_then_says()
    {
        var machine = (await trace.Stack()).Get<ITimeMachine>();
        var random = new Random(20240219);
        for (var i = 0; i < 100; i++)
        {
            var at = Instant(random);
            var bounds = i % 2 == 0 ? TraceStore.Warsaw : _centre;
            var picture = await machine.Snapshot(new SnapshotQuery { Bounds = bounds, At = at }, Cancellation);
            Assert.True(picture.Verdict.IsAnswered, picture.Verdict.Rule);
            var expected = trace.Live(at).Where(report => bounds.Contains(report.Fix.Point)).OrderBy(report => report.EfectivoId, StringComparer.Ordinal)
                .Select(report => (report.EfectivoId, report.Fix, report.ReceivedTime)).ToArray();
            Assert.NotEmpty(expected);
            Assert.Equal(expected, picture.Efectivos.Select(efectivo => (efectivo.EfectivoId, efectivo.Fix, efectivo.ReceivedTime)));
            Assert.All(picture.Efectivos, efectivo => Assert.Equal(($"Bus {efectivo.EfectivoId}", Availability.Available),
                (efectivo.Standing.DisplayName, efectivo.Standing.Availability)));
        }
    }

    [Fact]
    public async Task Who_was_silent_for_days_is_still_shown_where_it_was()
    {
        var machine = (await trace.Stack()).Get<ITimeMachine>();
        var at = trace.End.AddDays(40);
        var picture = await machine.Snapshot(new SnapshotQuery { Bounds = new GeoBounds(-90, -180, 90, 180), At = at }, Cancellation);
        Assert.Equal(trace.Live(at).Count(), picture.Efectivos.Length);
        Assert.Contains(picture.Efectivos, efectivo => at - efectivo.Fix.DeviceTime > TimeSpan.FromDays(45));
    }

    [Fact]
    public async Task Before_the_first_report_the_area_is_empty()
    {
        var machine = (await trace.Stack()).Get<ITimeMachine>();
        Assert.Empty((await machine.Snapshot(new SnapshotQuery { Bounds = TraceStore.Warsaw, At = trace.Start.AddSeconds(-1) }, Cancellation)).Efectivos);
    }

    [Fact]
    public async Task A_snapshot_and_the_changes_after_it_give_the_snapshot_of_every_later_instant()
    {
        var machine = (await trace.Stack()).Get<ITimeMachine>();
        var random = new Random(7);
        for (var i = 0; i < 10; i++)
        {
            var from = Instant(random);
            var shown = (await machine.Snapshot(new SnapshotQuery { Bounds = _centre, At = from }, Cancellation)).Efectivos
                .ToDictionary(efectivo => efectivo.EfectivoId, efectivo => efectivo.Fix);
            var changes = await machine.Changes(new ChangesQuery { Bounds = _centre, From = from, To = from.AddSeconds(60) }, Cancellation);
            Assert.True(changes.Verdict.IsAnswered, changes.Verdict.Rule);
            Assert.Contains(changes.Moves, move => move.Fix is null);
            var next = 0;
            foreach (var at in Enumerable.Range(1, 6).Select(step => from.AddSeconds(10 * step)))
            {
                for (; next < changes.Moves.Length && changes.Moves[next].At <= at; next++)
                {
                    var (actor, _, fix) = changes.Moves[next];
                    _ = fix is { } moved ? (shown[changes.Actors[actor].EfectivoId] = moved) != default : shown.Remove(changes.Actors[actor].EfectivoId);
                }
                var then = await machine.Snapshot(new SnapshotQuery { Bounds = _centre, At = at }, Cancellation);
                Assert.Equal(then.Efectivos.Select(efectivo => (efectivo.EfectivoId, efectivo.Fix)),
                    shown.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value)));
            }
            Assert.Equal(changes.Moves.Length, next);
        }
    }

    [Fact]
    public async Task Where_each_was_is_one_descent_of_the_index_in_the_days_asked_for()
    {
        await trace.Stack();
        var sql = PositionsAsOf.EverybodySql.Replace("$1", "'2024-02-19T15:20:00Z'::timestamptz", StringComparison.Ordinal)
            .Replace("$2", "'2024-02-18T15:20:00Z'::timestamptz", StringComparison.Ordinal).Replace("$3", "'2024-02-19T15:26:00Z'::timestamptz", StringComparison.Ordinal)
            .Replace("$4", "20.4", StringComparison.Ordinal).Replace("$5", "51.9", StringComparison.Ordinal)
            .Replace("$6", "21.5", StringComparison.Ordinal).Replace("$7", "52.5", StringComparison.Ordinal);
        var plan = await trace.Database.Lines("EXPLAIN " + sql);
        Assert.Contains(plan, line => line.Contains("Index Scan Backward using position_reports_20240219_pkey", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.Contains("Sort", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.Contains("position_reports_20240210", StringComparison.Ordinal));
    }

    private DateTime Instant(Random random)
    {
        var at = trace.Start + random.NextDouble() * (trace.End - trace.Start);
        return new DateTime(at.Ticks - at.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
    }
}
