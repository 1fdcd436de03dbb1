using System.Diagnostics;

namespace GrupoGad.Cluster.Tests.Processes;

/// <summary>A caller that asks again with the same request until it is answered: what every client of the product does.</summary>
internal static class Patient
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(200);

    public static async Task<T> Ask<T>(Func<ValueTask<T>> call, string what, int seconds = 90)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return await call();
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.IAssertionException && watch.Elapsed.TotalSeconds < seconds)
            {
                await Task.Delay(_pause);
            }
        }
    }
}
