using System.Diagnostics;
using GrupoGad.Benchmarks.Harness;
using GrupoGad.Benchmarks.Nearest;
using GrupoGad.Dispatch;
using GrupoGad.Geo;
using GrupoGad.Operations;
using GrupoGad.Silo.PostGis;

namespace GrupoGad.Benchmarks.Dispatch;

/// <summary>Three of the best among 100,000, with reasons, kept in PostGIS before the answer; beside a query and an INSERT.</summary>
public sealed class Recommending(SiloHere silo, IReadOnlyList<(string Code, GeoPoint Place)> operations)
{
    public const int Count = 3;
    private const int Seed = 20_260_102;
    private const int Efectivos = 100_000;
    private const int Operations = 200;
    private const int WarmUp = 3_000;
    private static readonly int _workers = 4 * Environment.ProcessorCount;

    private readonly IDispatchGrain _dispatch = silo.Grains.GetGrain<IDispatchGrain>(0);
    private readonly LatencyMeter _latency = new();
    private long _wrong;

    public static async Task Run(Report report, bool quick)
    {
        var (rounds, duration, sample) = quick ? (2, TimeSpan.FromSeconds(2), 40) : (4, TimeSpan.FromSeconds(8), 200);
        var city = new City(Seed, Efectivos);
        await using var services = await RealParts.Open();
        var peer = new PeerQuery(services, city);
        await new PostGisSearch(services, city, Count).Load();
        await peer.Settle();
        var settings = Settings(services);
        await using var silo = await SiloHere.Start(store => store.AddSingleton(settings).AddGadPostGis(settings), shape =>
        {
            shape.Services.Configure<DispatchOptions>(options => options.FixAgeMaxS = 86_400); // This city stands still.
            shape.UseInMemoryReminderService();
        });
        await silo.People(city);
        var random = new Random(Seed);
        var operations = Enumerable.Range(0, Operations).Select(i => ($"OP-{i:D3}", city.Question(random))).ToArray();
        await Planned(silo, operations, _ => City.Skill);
        var product = new Recommending(silo, operations);
        report.Must($"{sample} recommendations are those of looking at everyone", await product.Right(new Truth(city), sample));
        report.Must("the peer's nearest are those of looking at everyone", await peer.Right(operations, sample / 4));

        // Freshly started code costs several times as much: as many as it takes, however busy the machine is.
        for (long warm = 0, round = 0; warm < WarmUp && round < 20; round++)
        {
            warm += (await product.Closed(TimeSpan.FromSeconds(1))).Operations;
        }
        await peer.Measure(operations, duration / 4);
        var sums = await Harness.Rounds.Run(rounds, duration, new("recommend", product.Closed), new("query and insert", time => peer.Measure(operations, time)));
        product._latency.Open();
        await Arrivals.Run(sums["recommend"].PerSecond / 2, duration, seed: 1, due => product.Ask(Random.Shared, due));
        product._latency.Close();
        report.Must("every recommendation had its three, was complete and was stored", product._wrong == 0);
        report.Figure("recommend_per_s", sums["recommend"].PerSecond);
        report.Figure("recommend_p50_ms", product._latency.Ms(50));
        report.AtMost("recommend_p95_ms", product._latency.Ms(95), 100);
        report.Figure("recommend_p99_ms", product._latency.Ms(99));
        report.Figure("x_query_and_insert", sums["recommend"].PerCpuSecond / sums["query and insert"].PerCpuSecond);
    }

    public static async Task Planned(SiloHere silo, IEnumerable<(string Code, GeoPoint Place)> operations, Func<string, string> skill)
    {
        var start = DateTime.UtcNow.AddMinutes(10);
        foreach (var (code, place) in operations)
        {
            var answer = await silo.Grains.GetGrain<IOperationGrain>(code).Plan(
                new OperationPlan
                {
                    Title = "Control de accesos", Type = OperationType.Emergency, Priority = (OperationPriority)(1 + code[^1] % 5), PlannedStart = start,
                    PlannedEnd = start.AddHours(1), Point = place, WantedSkill = skill(code),
                }, new OperationRequest(Guid.NewGuid().ToString("N"), "bench", ""));
            if (answer.Outcome != OperationOutcome.Done)
            {
                throw new InvalidOperationException($"{code} was not planned: {answer.Rule}");
            }
        }
    }

    private async Task<bool> Right(Truth truth, int sample)
    {
        // Cells and their counts hear of the last ones a moment later.
        var deadline = DateTime.UtcNow.AddSeconds(20);
        foreach (var (code, place) in operations.Take(sample))
        {
            var best = truth.Best(place, Count);
            while (true)
            {
                var made = (await _dispatch.Recommend(code, new RecommendRequest { Count = Count, Actor = "bench" })).Recommendation!;
                if (made.IsComplete && made.Chosen.Select(chosen => (chosen.EfectivoId, chosen.CostS)).SequenceEqual(best))
                {
                    break;
                }
                if (DateTime.UtcNow > deadline)
                {
                    Console.WriteLine($"    {code}: {string.Join(' ', made.Chosen.Select(chosen => $"{chosen.EfectivoId} {chosen.CostS}"))} but {string.Join(' ', best)}");
                    return false;
                }
            }
        }
        return true;
    }

    private async Task<Round> Closed(TimeSpan duration)
    {
        // The whole of both processes: the store is part of the product here.
        var cpu = CpuMeter.Of(Environment.ProcessId);
        var (start, cpuStart) = (Stopwatch.GetTimestamp(), cpu.Seconds());
        var asked = await Task.WhenAll(Enumerable.Range(0, _workers).Select(worker => Task.Run(async () =>
        {
            var (random, count) = (new Random(worker), 0L);
            for (; Stopwatch.GetElapsedTime(start) < duration; count++)
            {
                await Ask(random, Stopwatch.GetTimestamp());
            }
            return count;
        })));
        return new Round(asked.Sum(), Stopwatch.GetElapsedTime(start).TotalSeconds, cpu.Seconds() - cpuStart);
    }

    private async Task Ask(Random random, long due)
    {
        var made = (await _dispatch.Recommend(operations[random.Next(operations.Count)].Code, new RecommendRequest { Count = Count, Actor = "bench" })).Recommendation;
        _latency.Record(Stopwatch.GetTimestamp() - due);
        if (made is not { Chosen.Length: Count, IsComplete: true, IsStored: true, Unchecked: [] })
        {
            Interlocked.Increment(ref _wrong);
        }
    }

    private static IConfiguration Settings(RealParts services) => new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["ConnectionStrings:PostGis"] = services.PostGis,
        ["Gad:Journal:SpillDirectory"] = Directory.CreateTempSubdirectory("gad-bench-spill-").FullName,
    }).Build();
}
