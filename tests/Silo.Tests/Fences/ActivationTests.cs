using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using GrupoGad.Efectivos;
using GrupoGad.Fences;
using GrupoGad.Silo.Recovery;
using static GrupoGad.Silo.Tests.Fences.FenceSilo;
using static GrupoGad.Silo.Tests.Fences.Squares;

namespace GrupoGad.Silo.Tests.Fences;

/// <summary>Many efectivos come to life at once, after a start. <c>GAD_FENCE_WAKES</c> says how many, to measure; 1,000 else.</summary>
public sealed class ActivationTests(PostGisServer server) : IAsyncLifetime
{
    private static readonly int _people = int.Parse(Environment.GetEnvironmentVariable("GAD_FENCE_WAKES") ?? "1000", CultureInfo.InvariantCulture);

    private TestDatabase _database = null!;
    private FenceSilo _silo = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabase();
        _silo = await FenceSilo.Start(_database.Address);
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Many_who_come_to_life_together_share_their_reads_and_each_stands_where_it_stood()
    {
        await _silo.Put("PLAZA", Plan());
        await _silo.Put("ZONA", Plan(Beyond, "Zona"));
        var people = Enumerable.Range(0, _people).Select(i => $"E-{i:D6}").ToArray();
        await Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = 256 }, async (id, _) =>
        {
            await _silo.Registered(id);
            await _silo.Report(At(id, Outside, After(-120)));
            // One in ten is inside the other one, and one in ten outside both.
            var place = id[^1] switch { '0' => Outside, '1' => Beyond, _ => Inside };
            await _silo.Report(At(id, place, After(10)));
            // Nothing follows from this one; so it is judged again.
            await _silo.Report(At(id, place, After(20)));
        });
        var before = await _database.Lines("SELECT concat_ws(' ', efectivo_id, fence_id, since, changed_at, flags) FROM fence_presence ORDER BY 1");
        Assert.Equal(_people * 9L / 10, before.Count());
        var events = await _database.Ask<long>("SELECT count(*) FROM fence_events");
        await _silo.DisposeAsync();

        using var reads = new Statements(_database.Address);
        var started = Stopwatch.GetTimestamp();
        _silo = await FenceSilo.Start(_database.Address);
        await Reports.Until("everybody lives", () => Task.FromResult(_silo.Get<WarmUp>().IsWarm), seconds: 300);
        var took = Stopwatch.GetElapsedTime(started);
        var asked = reads.Of("fence_presence WHERE", "fence_presence known");
        TestContext.Current.TestOutputHelper?.WriteLine($"{_people} efectivos: warm in {took.TotalSeconds:F1} s, {asked} reads of visits, {reads.Of("received_time >=")} of tracks, {reads.All} statements in all");

        Assert.InRange(asked, 1, _people / 10);
        Assert.InRange(reads.Of("received_time >="), 1, _people / 10);
        Assert.Equal(before, await _database.Lines("SELECT concat_ws(' ', efectivo_id, fence_id, since, changed_at, flags) FROM fence_presence ORDER BY 1"));
        Assert.Equal(events, await _database.Ask<long>("SELECT count(*) FROM fence_events"));
        // Each knows its own: who was inside leaves, and nobody else does.
        foreach (var (id, told) in new[] { (people[0], ""), (people[1], "ZONA:Exit"), (people[2], "PLAZA:Exit"), (people[^1], "PLAZA:Exit") })
        {
            Assert.Equal(ReportOutcome.Accepted, await _silo.Report(At(id, Outside, After(90))));
            var own = await _silo.Directory.Events(new FenceEventQuery { EfectivoId = id, From = After(90), Limit = 10 });
            Assert.Equal(told, string.Join(' ', own.Events.Select(one => $"{one.FenceId}:{one.Kind}")));
        }
    }

    /// <summary>What this process asks of one database, as the driver tells it.</summary>
    private sealed class Statements : IDisposable
    {
        private readonly ConcurrentBag<string> _texts = [];
        private readonly ActivityListener _listener;

        public Statements(string address)
        {
            var database = new Npgsql.NpgsqlConnectionStringBuilder(address).Database;
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == "Npgsql",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = activity =>
                {
                    var tags = activity.TagObjects.ToDictionary(tag => tag.Key, tag => tag.Value?.ToString());
                    if (tags.Values.Contains(database) && (tags.GetValueOrDefault("db.query.text") ?? tags.GetValueOrDefault("db.statement")) is { } text)
                    {
                        _texts.Add(text);
                    }
                },
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public int All => _texts.Count;

        public int Of(params string[] parts) => _texts.Count(text => parts.Any(part => text.Contains(part, StringComparison.Ordinal)));

        public void Dispose() => _listener.Dispose();
    }
}
