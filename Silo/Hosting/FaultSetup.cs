using System.Diagnostics;
using GrupoGad.Faults;

namespace GrupoGad.Silo.Hosting;

internal static class FaultSetup
{
    /// <summary>Environment of the kill tests. Development would do as well.</summary>
    private const string Testing = "Testing";

    /// <summary>With <c>Gad:Faults:File</c> the process kills itself at the point that the file names. Refused in production.</summary>
    public static void AddGadFaults(this WebApplicationBuilder builder)
    {
        if (builder.Configuration["Gad:Faults:File"] is not { Length: > 0 } file)
        {
            return;
        }
        if (!builder.Environment.IsDevelopment() && !builder.Environment.IsEnvironment(Testing))
        {
            throw new InvalidOperationException("Gad:Faults:File makes the process kill itself: it is for the environments Development and Testing.");
        }
        builder.Services.AddSingleton<IFaultPoints>(new DeadlyFaultPoints(file));
    }

    /// <summary>A file with the name of a point arms it. The first process that comes there takes the file away and dies as by <c>kill -9</c>.</summary>
    private sealed class DeadlyFaultPoints(string file) : IFaultPoints
    {
        public async ValueTask Reach(string point)
        {
            if (IsArmed(point) && Claim())
            {
                Process.GetCurrentProcess().Kill();
                await new TaskCompletionSource().Task; // Nothing after this point happens any more.
            }
        }

        private bool IsArmed(string point)
        {
            try
            {
                return File.Exists(file) && File.ReadAllText(file).Trim() == point;
            }
            catch (IOException)
            {
                return false;
            }
        }

        private bool Claim()
        {
            try
            {
                File.Move(file, file + ".done", overwrite: true);
                return true;
            }
            catch (IOException)
            {
                return false; // Another process was first.
            }
        }
    }
}
