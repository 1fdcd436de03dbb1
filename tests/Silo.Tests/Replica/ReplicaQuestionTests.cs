using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using GrupoGad.Analytics;
using GrupoGad.Fences;
using GrupoGad.Geo;
using GrupoGad.History;
using GrupoGad.Silo.PostGis.Analytics;
using GrupoGad.Silo.PostGis.Caching;
using GrupoGad.Silo.PostGis.Replica;
using GrupoGad.Tracks;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.Tests.Replica;

/// <summary>Every question about the past, beside a real streaming replica that is then taken away.</summary>
[Collection(nameof(OneReplica))]
public sealed class ReplicaQuestionTests : IDisposable
{
    private static readonly GeoBounds _box = new(-35, -59, -34, -58);
    private static readonly DateTime _from = Reports.Noon.AddMinutes(-10);
    private static readonly DateTime _to = Reports.Noon.AddMinutes(10);
    private static readonly ImmutableArray<FencePart> _area = [new FencePart { Outer = [new(-35, -59), new(-35, -58), new(-34, -58), new(-34, -59)] }];

    private static readonly JsonSerializerOptions _text = new() { IncludeFields = true, Converters = { new CellText() } };

    private readonly Replicated _servers = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _servers.Dispose();

    [Fact]
    public async Task Each_is_answered_by_the_replica_and_the_same_by_the_primary_when_the_replica_is_gone()
    {
        await using var stack = await _servers.Start(("Gad:Replica:LookEveryMs", "60000"), ("Gad:Replica:LagMaxS", "600"));
        await Fill(stack);
        var questions = Questions(stack);
        var first = new Dictionary<string, string>();
        foreach (var (name, ask) in questions)
        {
            _servers.Forget();
            first[name] = await ask();
            Assert.Equal((name, 1, 0), (name, _servers.Count(Replicated.Reads), _servers.Count(Replicated.Lag)));
            // An answer without anything in it would be the same from anywhere.
            Assert.Contains("E-1", name.StartsWith("view", StringComparison.Ordinal) || name == "coverage" ? "E-1" : first[name], StringComparison.Ordinal);
        }

        _servers.Replica.StopAtOnce();
        stack.Get<ResultCache>().Drop(AnalyticsView.Coverage.Name);
        foreach (var (name, ask) in questions)
        {
            _servers.Forget();
            Assert.Equal((name, first[name]), (name, await ask()));
            Assert.Equal((name, 0, 1), (name, _servers.Count(Replicated.Reads), _servers.Count(Replicated.Failed) + _servers.Count(Replicated.Lag)));
        }
        _servers.Replica.Start();
    }

    [Fact]
    public async Task What_is_younger_than_the_replica_may_be_behind_is_not_asked_of_it()
    {
        await using var stack = await _servers.Start(("Gad:Replica:LookEveryMs", "60000"), ("Gad:Replica:LagMaxS", "600"));
        await Fill(stack);
        var now = DateTime.UtcNow;
        _servers.Forget();
        await stack.Get<ITimeMachine>().Snapshot(new SnapshotQuery { Bounds = _box, At = now }, Cancellation);
        await stack.Get<ITimeMachine>().Changes(new ChangesQuery { Bounds = _box, From = now.AddMinutes(-10), To = now }, Cancellation);
        await stack.Get<IPresenceHistory>().Coverage(new GrupoGad.History.CoverageQuery { Bounds = _box, From = now.AddDays(-1), To = now, Level = 12 }, Cancellation);
        await stack.Get<IPresenceHistory>().Inside(new InsideQuery { Area = _area, From = now.AddDays(-1), To = now }, Cancellation);
        await stack.Get<IPresenceHistory>().Evidence(
            new PatrolQuery { Area = _area, From = now.AddDays(-1), To = now, Level = 12, Efectivos = ["E-1"] }, [], Cancellation);
        Assert.Empty(_servers.Counts);
    }

    [Fact]
    public async Task A_question_that_is_too_slow_for_the_replica_is_not_asked_of_the_primary_too()
    {
        await using var stack = await _servers.Start(("Gad:Replica:LookEveryMs", "60000"), ("Gad:Replica:LagMaxS", "600"), ("Gad:History:StatementTimeoutMs", "1"));
        await Fill(stack, answers: false);
        _servers.Forget();
        await Reports.Until("a statement took longer than a millisecond", async () => (await stack.Get<IPresenceHistory>().Inside(
            new InsideQuery { Area = _area, From = _from, To = _to }, Cancellation)).Verdict.Outcome == HistoryOutcome.TooSlow);
        Assert.True(stack.Get<ReplicaSource>().IsNear);
        Assert.DoesNotContain(_servers.Counts, count => count.Key is Replicated.Lag or Replicated.Failed);
    }

    [Fact]
    public async Task A_replica_that_would_be_given_up_before_a_question_is_refused()
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => _servers.Start(("Gad:Replica:TimeoutS", "5")));
        Assert.Contains("StatementTimeoutMs must be less than ReplicaOptions.TimeoutS", refused.Message, StringComparison.Ordinal);
        // Without a replica it is nobody's limit.
        await (await PostGisStack.Start(_servers.Primary.Address, null, ("Gad:Replica:TimeoutS", "5"))).DisposeAsync();
    }

    [Fact]
    public async Task A_view_counted_a_moment_ago_is_read_from_the_primary_until_the_replica_must_have_it()
    {
        await using var stack = await _servers.Start(("Gad:Replica:LookEveryMs", "50"), ("Gad:Replica:LagMaxS", "1"), ("Gad:Analytics:LookEveryS", "3600"));
        await stack.Journal.Append(Reports.Of("E-1", DateTime.UtcNow.AddHours(-2)));
        await Reports.Until("it is counted", async () =>
        {
            await TestDatabase.Run(_servers.Primary.Address, "UPDATE analytics_refreshes SET refreshed_at = refreshed_at - interval '1 day'");
            await stack.Get<AnalyticsSchedule>().Look(Cancellation);
            return (await Hourly(stack)).Cells.Length == 1;
        });
        // It says so of no count before: the former one would stay in the cache for minutes.
        await TestDatabase.Run(_servers.Replica.Address, "SELECT pg_wal_replay_pause()");
        await stack.Journal.Append(Reports.Of("E-2", DateTime.UtcNow.AddHours(-2)));
        await Reports.Until("it is counted again, and read where it was counted", async () =>
        {
            // The silo's own first look may still hold the view.
            await TestDatabase.Run(_servers.Primary.Address, "UPDATE analytics_refreshes SET refreshed_at = refreshed_at - interval '1 day'");
            await stack.Get<AnalyticsSchedule>().Look(Cancellation);
            return (await Hourly(stack)).Cells.Single().Fixes == 2;
        });

        await TestDatabase.Run(_servers.Replica.Address, "SELECT pg_wal_replay_resume()");
        _servers.Forget();
        await Reports.Until("the replica answers", async () =>
        {
            stack.Get<ResultCache>().Drop(AnalyticsView.Coverage.Name);
            Assert.Equal(2, (await Hourly(stack)).Cells.Single().Fixes);
            return _servers.Count(Replicated.Reads) > 0;
        });
    }

    private static Dictionary<string, Func<Task<string>>> Questions(PostGisStack stack) => new()
    {
        ["track"] = async () => $"E-1 {(await stack.Get<ITrackHistory>().Read(new TrackQuery { EfectivoId = "E-1", From = _from, To = _to, Limit = 10 }, Cancellation)).Fixes.Length}",
        ["snapshot"] = async () => Text(await stack.Get<ITimeMachine>().Snapshot(new SnapshotQuery { Bounds = _box, At = _to }, Cancellation)),
        ["changes"] = async () => Text(await stack.Get<ITimeMachine>().Changes(new ChangesQuery { Bounds = _box, From = _from, To = _to }, Cancellation)),
        ["coverage"] = async () => Text(await stack.Get<IPresenceHistory>().Coverage(new GrupoGad.History.CoverageQuery { Bounds = _box, From = _from, To = _to, Level = 12 }, Cancellation)),
        ["inside"] = async () => Text(await stack.Get<IPresenceHistory>().Inside(new InsideQuery { Area = _area, From = _from, To = _to }, Cancellation)),
        ["patrol"] = async () => Text(await stack.Get<IPresenceHistory>().Evidence(
            new PatrolQuery { Area = _area, From = _from, To = _to, Level = 12, Efectivos = ["E-1"] }, [CellId.FromPoint(new GeoPoint(-34.6, -58.4), 12)], Cancellation)
            is var evidence ? new { evidence.Verdict, evidence.Cells, Fixes = evidence.Fixes.Select(track => new { track.EfectivoId, track.Fixes }) } : null),
        ["view of coverage"] = async () => Text(await Hourly(stack)),
    };

    private static ValueTask<GrupoGad.Analytics.Coverage> Hourly(PostGisStack stack) => stack.Get<IAnalyticsViews>().Coverage(
        new GrupoGad.Analytics.CoverageQuery { From = DateTime.UtcNow.Date.AddDays(-1), To = DateTime.UtcNow.Date.AddDays(1), Bounds = _box, Limit = 10 }, Cancellation);

    private static string Text(object? answer) => JsonSerializer.Serialize(answer, _text);

    /// <summary>Positions, a registered efectivo, a view counted long ago; returns when the replica has it all and is known to be near.</summary>
    private async Task Fill(PostGisStack stack, bool answers = true)
    {
        for (var minute = -5; minute <= 5; minute++)
        {
            await stack.Journal.Append(Reports.Of("E-1", Reports.Noon.AddMinutes(minute), latitude: -34.6 + minute * 0.001));
        }
        await Reports.Until("the last position is written", async () =>
            (await TestDatabase.Lines(_servers.Primary.Address, "SELECT efectivo_id FROM last_positions")).Count == 1);
        await Reports.Until("the replica is near and has it", async () =>
        {
            await stack.Get<ReplicaWatch>().Look(Cancellation);
            return (await TestDatabase.Lines(_servers.Replica.Address, "SELECT efectivo_id FROM last_positions")).Count == 1 && stack.Get<ReplicaSource>().IsNear;
        });
        if (answers)
        {
            await Reports.Until("the views are counted", async () => (await TestDatabase.Lines(_servers.Replica.Address, "SELECT view_name FROM analytics_refreshes")).Count == AnalyticsView.All.Count);
            // As if this silo had known that count for long.
            var times = stack.Get<ViewTimes>();
            await Reports.Until("this silo has looked", () => Task.FromResult(times.All.Count == AnalyticsView.All.Count));
            times.Known(times.All.ToDictionary(view => view.Key, view => view.Value.AddTicks(1)), DateTime.UtcNow.AddHours(-1));
            stack.Get<ResultCache>().Drop(AnalyticsView.Coverage.Name);
        }
    }

    /// <summary>Its parent's parent's parent has a parent too.</summary>
    private sealed class CellText : JsonConverter<CellId>
    {
        public override CellId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, CellId value, JsonSerializerOptions options) => writer.WriteStringValue($"{value.Level}/{value.X}/{value.Y}");
    }
}
