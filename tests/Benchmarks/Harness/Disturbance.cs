namespace GrupoGad.Benchmarks.Harness;

/// <summary>Delays of this process since the instance was made: pauses of its garbage collector, and other processes on its cores.</summary>
public sealed class Disturbance
{
    private readonly int[] _collections = [.. Enumerable.Range(0, GC.MaxGeneration + 1).Select(GC.CollectionCount)];
    private readonly TimeSpan _paused = GC.GetTotalPauseDuration();
    private readonly long _bytes = GC.GetTotalAllocatedBytes();
    private readonly CpuMeter _own = CpuMeter.Of(Environment.ProcessId);
    private readonly (double All, double Own) _cpu;

    public Disturbance() => _cpu = (CpuMeter.MachineSeconds(), _own.Seconds());

    /// <summary>CPU time of other processes, and of other machines on the same host.</summary>
    public double OthersCpuSeconds => Math.Max(0, CpuMeter.MachineSeconds() - _cpu.All - (_own.Seconds() - _cpu.Own));

    /// <summary>Time in which no thread of this process ran.</summary>
    public TimeSpan Paused => GC.GetTotalPauseDuration() - _paused;

    /// <summary>A count includes the collections of older generations.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"others used {OthersCpuSeconds:F2} CPU s; {string.Join('/', _collections.Select((count, generation) => GC.CollectionCount(generation) - count))} collections (gen 0/1/2) paused {Paused.TotalMilliseconds:F0} ms, {(GC.GetTotalAllocatedBytes() - _bytes) / 1e6:F0} MB made");
}
