using System.Diagnostics;
using System.Net.Http.Headers;
using GrupoGad.Benchmarks.Commands;
using GrupoGad.Benchmarks.Harness;

namespace GrupoGad.Benchmarks.Survive;

/// <summary>How long after a silo's death every grain of a sample answers again, asked through a gateway.</summary>
public sealed class Recovery(Cluster cluster) : IDisposable
{
    private const int Sample = 200;

    private readonly HttpClient _http = new()
    {
        Timeout = TimeSpan.FromSeconds(2),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", cluster.Tokens.Administrator()) },
    };

    /// <summary>Kills a silo, does not start it again, and measures until the survivor serves everyone.</summary>
    public async Task<double> Measure(int crew, TimeSpan within)
    {
        await cluster.Silos[1].Kill();
        var killed = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Math.Min(Sample, crew)), new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (number, _) => await Answers(Crew.Code(number), killed, within));
        return Stopwatch.GetElapsedTime(killed).TotalSeconds;
    }

    public void Dispose() => _http.Dispose();

    private async Task Answers(string code, long since, TimeSpan within)
    {
        while (true)
        {
            try
            {
                using var answer = await _http.GetAsync(new Uri(cluster.Urls[0], $"/api/v1/efectivos/{code}/inbox"));
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // Asked again.
            }
            if (Stopwatch.GetElapsedTime(since) > within)
            {
                throw new InvalidOperationException($"{code} did not answer within {within.TotalSeconds:F0} s of a silo's death.");
            }
            await Task.Delay(20);
        }
    }
}
