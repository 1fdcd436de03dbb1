using System.Globalization;
using System.Text.Json;

namespace GrupoGad.Benchmarks.Harness;

/// <summary>The figures of an earlier run, kept in <c>tests/Benchmarks/baselines/NAME.json</c> (a copy of the artifact).</summary>
public static class Baseline
{
    public static void Compare(Repository repository, string name, IReadOnlyDictionary<string, double> figures)
    {
        var file = Path.Combine(repository.Root, "tests", "Benchmarks", "baselines", $"{name}.json");
        if (!File.Exists(file))
        {
            Console.WriteLine($"  no baseline for {name} yet");
            return;
        }
        using var before = JsonDocument.Parse(File.ReadAllText(file));
        var root = before.RootElement;
        Console.WriteLine($"  against the baseline of {root.GetProperty("at").GetString()}{(root.GetProperty("quick").GetBoolean() ? " (quick)" : "")}:");
        foreach (var former in root.GetProperty("figures").EnumerateObject())
        {
            if (figures.TryGetValue(former.Name, out var now) && former.Value.GetDouble() is var then and not 0)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {former.Name} {then} -> {now} ({(now - then) / then:+0.0%;-0.0%})"));
            }
        }
    }
}
