using System.Runtime.InteropServices;

namespace GrupoGad.Benchmarks.Harness;

/// <summary>The machine on which a figure was measured.</summary>
public sealed record Machine(string Cpu, int Cores, double MemoryGiB, string Os, string Runtime, double LoadBefore)
{
    public static Machine Here() => new(
        Line("/proc/cpuinfo", "model name"), Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30), 1),
        RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription, Load());

    public override string ToString() =>
        FormattableString.Invariant($"{Cpu}, {Cores} cores, {MemoryGiB} GiB, {Os}, {Runtime}, load before {LoadBefore}");

    private static double Load() => double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);

    private static string Line(string file, string name) =>
        File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "unknown";
}
