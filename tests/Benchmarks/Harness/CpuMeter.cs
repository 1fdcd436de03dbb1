using System.Globalization;

namespace GrupoGad.Benchmarks.Harness;

/// <summary>CPU time of processes, from <c>/proc/PID/stat</c>: user and system, of all threads.</summary>
public sealed class CpuMeter(Func<IEnumerable<int>> pids, bool withEndedChildren = false)
{
    private const double TicksPerSecond = 100;

    /// <summary>One process.</summary>
    public static CpuMeter Of(int pid) => new(() => [pid]);

    /// <summary>A process and its children, also those that have ended: PostgreSQL's backends.</summary>
    public static CpuMeter OfFamily(int parent) => new(() => [parent, .. ChildrenOf(parent)], withEndedChildren: true);

    /// <summary>Seconds of CPU used so far.</summary>
    public double Seconds() => pids().Sum(pid => Read(pid) is { } stat ? Time(stat) : 0);

    /// <summary>Seconds that the cores of this machine were busy since it started, those stolen by its host with them.</summary>
    public static double MachineSeconds()
    {
        // user nice system idle iowait irq softirq steal
        var ticks = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8)
            .Select(field => long.Parse(field, CultureInfo.InvariantCulture)).ToArray();
        return (ticks.Sum() - ticks[3] - ticks[4]) / TicksPerSecond;
    }

    public static int ParentOf(int pid) => Read(pid) is { } stat ? (int)stat[1] : throw new InvalidOperationException($"Process {pid} is gone.");

    private double Time(long[] stat) => (stat[11] + stat[12] + (withEndedChildren ? stat[13] + stat[14] : 0)) / TicksPerSecond;

    private static IEnumerable<int> ChildrenOf(int parent) => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
        .Where(pid => pid > 0 && Read(pid) is { } stat && stat[1] == parent);

    /// <summary>The fields behind the name in brackets; index 0 is the state (not a number, read as 0), 1 the parent.</summary>
    private static long[]? Read(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            return [.. text[(text.LastIndexOf(')') + 2)..].Split(' ').Take(16)
                .Select(field => long.TryParse(field, CultureInfo.InvariantCulture, out var number) ? number : 0)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
