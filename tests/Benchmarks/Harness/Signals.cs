using System.Diagnostics;
using System.Globalization;

namespace GrupoGad.Benchmarks.Harness;

/// <summary>Sends signals to a process by its id.</summary>
public static class Signals
{
    public static async Task Freeze(int pid, TimeSpan time)
    {
        await Send("STOP", pid);
        await Task.Delay(time);
        await Send("CONT", pid);
    }

    /// <summary>Does nothing when the process has ended.</summary>
    public static async Task Send(string signal, int pid)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill", [$"-{signal}", pid.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardError = true })!;
        await kill.WaitForExitAsync();
    }
}
