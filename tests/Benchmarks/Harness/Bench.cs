namespace GrupoGad.Benchmarks.Harness;

/// <summary>One bench of <c>targets.md</c>.</summary>
public abstract class Bench
{
    public abstract string Name { get; }

    public abstract Task Run(Report report, BenchRun run);
}

/// <summary>How a bench is to run.</summary>
/// <param name="Quick">All within 60 s.</param>
public sealed record BenchRun(bool Quick, Repository Repository, Machine Machine);
