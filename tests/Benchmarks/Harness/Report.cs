using System.Globalization;
using System.Text.Json;

namespace GrupoGad.Benchmarks.Harness;

/// <summary>Figures of a bench and whether they hold its targets. A wrong or lost answer fails the bench whatever the figures.</summary>
public sealed class Report(string name, bool quick)
{
    private static readonly JsonSerializerOptions _pretty = new() { WriteIndented = true };
    private readonly Dictionary<string, double> _figures = [];
    private readonly List<Check> _checks = [];

    public string Name => name;

    public bool Pass => _checks.Count > 0 && _checks.TrueForAll(check => check.Holds);

    public sealed record Check(string What, bool Holds);

    /// <summary>Records a figure. Its name ends in the unit.</summary>
    public double Figure(string key, double value)
    {
        _figures[key] = Math.Round(value, value >= 100 ? 0 : value >= 1 ? 2 : 4);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {key} = {_figures[key]}"));
        return value;
    }

    /// <summary>Records a condition that must hold.</summary>
    public bool Must(string what, bool holds)
    {
        _checks.Add(new Check(what, holds));
        Console.WriteLine($"  {(holds ? "ok  " : "FAIL")} {what}");
        return holds;
    }

    /// <summary>A figure with a limit from targets.md.</summary>
    public void AtLeast(string key, double value, double limit) =>
        Must(string.Create(CultureInfo.InvariantCulture, $"{key} {value:0.###} >= {limit}"), Figure(key, value) >= limit);

    public void AtMost(string key, double value, double limit) =>
        Must(string.Create(CultureInfo.InvariantCulture, $"{key} {value:0.###} <= {limit}"), Figure(key, value) <= limit);

    public string LastLine() =>
        $"{name}: {string.Join(' ', _figures.Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Key}={f.Value}")))} {(Pass ? "PASS" : "FAIL")}";

    /// <summary>Writes <c>artifacts/bench/NAME.json</c> and prints the change against the baseline.</summary>
    public void Write(Repository repository, Machine machine)
    {
        var folder = Directory.CreateDirectory(Path.Combine(repository.Root, "artifacts", "bench"));
        var document = new { name, quick, at = DateTime.UtcNow, machine, figures = _figures, checks = _checks, pass = Pass };
        File.WriteAllText(Path.Combine(folder.FullName, $"{name}.json"), JsonSerializer.Serialize(document, _pretty));
        Baseline.Compare(repository, name, _figures);
    }
}
