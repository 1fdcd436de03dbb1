using System.Text.Json;

namespace GrupoGad.Architecture.Tests;

/// <summary>Baselines of the benches: figures of runs in which every answer was right and every target held.</summary>
public sealed class Baselines
{
    [Fact]
    public void No_committed_baseline_is_of_a_run_that_failed()
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "tests", "Benchmarks", "baselines"), "*.json");

        Assert.NotEmpty(files);
        Assert.DoesNotContain(files, file =>
        {
            using var run = JsonDocument.Parse(File.ReadAllBytes(file));
            return !run.RootElement.GetProperty("pass").GetBoolean();
        });
    }
}
