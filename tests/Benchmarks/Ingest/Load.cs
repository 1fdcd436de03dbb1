using System.Text.Json;
using GrupoGad.Benchmarks.Harness;
using GrupoGad.Benchmarks.Ingest.Generator;
using GrupoGad.LoadGenerator.Identity;

namespace GrupoGad.Benchmarks.Ingest;

/// <summary>Runs one round of the generator and reads the servers' CPU exactly over the measured time.</summary>
/// <param name="keyFile">Of the cluster that is asked: the generator makes its clients' tokens.</param>
public sealed class Load(Repository repository, string keyFile)
{
    public sealed record Outcome(GeneratorResult Result, IReadOnlyList<LastFix> LastFixes, double[] CpuSeconds)
    {
        public Round Round => new(Result.Measured, Result.MeasuredS, CpuSeconds.Sum());
    }

    /// <param name="meters">CPU seconds so far, one a server process.</param>
    public async Task<Outcome> Run(GeneratorOptions options, params Func<double>[] meters)
    {
        await using var generator = Child.Start(repository.Binary("tests/Benchmarks"), ["generator", options.ToJson()], new Dictionary<string, string> { [Tokens.KeyFileVariable] = keyFile });
        await generator.Line("MEASURE", TimeSpan.FromSeconds(60 + options.WarmUpS));
        var before = meters.Select(meter => meter()).ToArray();
        await generator.Line("END", TimeSpan.FromSeconds(30 + options.MeasureS));
        var cpu = meters.Select((meter, i) => meter() - before[i]).ToArray();
        // The answers to what was under way at the end are waited for: nothing may be lost.
        var result = JsonSerializer.Deserialize<GeneratorResult>(await generator.Line("RESULT", TimeSpan.FromSeconds(120)))!;
        foreach (var (what, count) in result.Oddities)
        {
            Console.WriteLine($"    {count} x {what}");
        }
        return new Outcome(result, JsonSerializer.Deserialize<List<LastFix>>(await File.ReadAllTextAsync(options.LastFixes))!, cpu);
    }
}
