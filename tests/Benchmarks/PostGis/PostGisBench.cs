using GrupoGad.Benchmarks.Harness;
using GrupoGad.Benchmarks.Nearest;

namespace GrupoGad.Benchmarks.PostGis;

/// <summary>Each canonical query beside the shape in which one would write it first: same tables, same indexes, same questions, both prepared.</summary>
public sealed class PostGisBench : Bench
{
    private const int Seed = 20_260_313;

    /// <summary>The mission asks for 60–80 % better.</summary>
    private const double BetterMin = 0.6;

    public override string Name => "postgis";

    public override async Task Run(Report report, BenchRun run)
    {
        var (efectivos, positionsADay, operations, rounds, canonical, naive) = run.Quick
            ? (200_000, 300_000, 20_000, 3, 60, 3)
            : (1_000_000, 1_000_000, 100_000, 5, 200, 6);
        await using var services = await RealParts.Open();
        var city = new City(Seed, efectivos);
        await using var database = new LargeDatabase(services, city, positionsADay, operations);
        await database.Fill();
        foreach (var question in Question.All)
        {
            await Measure(report, database, city, question, rounds, canonical, naive);
        }
        await PoolLease.Run(report, database, city, TimeSpan.FromSeconds(run.Quick ? 4 : 20));
        await IndexCost.Run(report, database, city, run.Quick ? 20 : 60);
    }

    private static async Task Measure(Report report, LargeDatabase database, City city, Question question, int rounds, int canonicalEach, int naiveEach)
    {
        await using var connection = await database.Source.OpenConnectionAsync();
        var (canonical, naive) = (new Shape(connection, question.Canonical), new Shape(connection, question.Naive));
        var random = new Random(Seed);
        // Not measured: both are prepared, and the tables in memory. And every answer is compared.
        var (same, rows) = (true, 0);
        for (var i = 0; i < naiveEach; i++)
        {
            var values = question.Values(city.Question(random));
            var (one, other) = (await canonical.Ask(values, measure: false), await naive.Ask(values, measure: false));
            same &= one.SequenceEqual(other);
            rows += one.Count;
        }
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < canonicalEach; i++)
            {
                rows += (await canonical.Ask(question.Values(city.Question(random)), measure: true)).Count;
            }
            for (var i = 0; i < naiveEach; i++)
            {
                var values = question.Values(city.Question(random));
                same &= (await naive.Ask(values, measure: true)).SequenceEqual(await canonical.Ask(values, measure: false));
            }
        }
        report.Must($"{question.Name}: both shapes answer the same", same && rows > 0);
        var sample = question.Values(city.Question(random));
        report.Figure($"{question.Name}_p50_ms", canonical.P50Ms);
        report.Figure($"{question.Name}_p95_ms", canonical.P95Ms);
        report.Figure($"{question.Name}_naive_p50_ms", naive.P50Ms);
        report.Figure($"{question.Name}_naive_p95_ms", naive.P95Ms);
        report.Figure($"{question.Name}_pages", await canonical.Pages(sample));
        report.Figure($"{question.Name}_naive_pages", await naive.Pages(sample));
        report.Figure($"{question.Name}_better_p95", 1 - canonical.P95Ms / naive.P95Ms);
        // Of the median: the p95 of an answer of half a millisecond is what else the machine did.
        report.AtLeast($"{question.Name}_better", 1 - canonical.P50Ms / naive.P50Ms, BetterMin);
    }
}
