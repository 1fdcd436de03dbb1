using GrupoGad.Benchmarks.Harness;

namespace GrupoGad.Benchmarks.Dispatch;

/// <summary>Recommendations among 100,000 efectivos; a joint plan for 200 operations and 5,000 efectivos; a fortnight of real calls played again.</summary>
public sealed class DispatchBench : Bench
{
    public override string Name => "dispatch";

    public override async Task Run(Report report, BenchRun run)
    {
        await Recommending.Run(report, run.Quick);
        await Jointly.Run(report, run.Quick);
        await Calls.Replay(report);
    }
}
