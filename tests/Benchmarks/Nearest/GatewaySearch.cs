using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using GrupoGad.Benchmarks.Harness;
using GrupoGad.Geo;
using GrupoGad.LoadGenerator.Identity;
using HdrHistogram;

namespace GrupoGad.Benchmarks.Nearest;

/// <summary>Asks a running product over REST, as operators' consoles and other agencies do.</summary>
public sealed class GatewaySearch : IDisposable
{
    /// <summary>Number of operators that ask. Each has its own subject, because the gateway limits the requests a second of each.</summary>
    private const int Subjects = 16;

    private readonly City _city;
    private readonly int _k;
    private readonly HttpClient _http;
    private readonly AuthenticationHeaderValue[] _subjects;

    public GatewaySearch(Uri url, Tokens tokens, City city, int k)
    {
        (_city, _k) = (city, k);
        _http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = url };
        _subjects = [.. Enumerable.Range(0, Subjects).Select(i => new AuthenticationHeaderValue("Bearer", tokens.Create($"bench-operator-{i}", "Operator", null)))];
    }

    /// <summary>Time from the instant a question was due to the last byte of its answer, in ticks of the stopwatch, since the last reset.</summary>
    public LongConcurrentHistogram Latency { get; } = new(1, Stopwatch.Frequency * 30, 3);

    /// <summary>Answers that cannot be right: not 200, too few, out of order, or not matching.</summary>
    public long Wrong;

    /// <summary>As many as can be answered: eight ask without pause.</summary>
    public async Task<double> CapacityPerSecond(TimeSpan duration)
    {
        var start = Stopwatch.GetTimestamp();
        var asked = await Task.WhenAll(Enumerable.Range(0, 4 * Environment.ProcessorCount).Select(worker => Task.Run(async () =>
        {
            var count = 0L;
            while (Stopwatch.GetElapsedTime(start) < duration)
            {
                await Ask(Stopwatch.GetTimestamp());
                count++;
            }
            return count;
        })));
        return asked.Sum() / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public Task<long> Open(TimeSpan duration, double perSecond) => Arrivals.Run(perSecond, duration, seed: 3, Ask);

    /// <summary>Answers of a standing city that differ from looking at everyone.</summary>
    public async Task<int> Mistakes(int questions, int seed)
    {
        var random = new Random(seed);
        var mistakes = 0;
        for (var n = 0; n < questions; n++)
        {
            var point = _city.Question(random);
            var (status, body) = await Get(point);
            var right = status == HttpStatusCode.OK && Hits(body).Select(hit => hit.Id).SequenceEqual(_city.BruteForce(point, _k).Select(hit => hit.Id));
            mistakes += right ? 0 : 1;
        }
        return mistakes;
    }

    public void Dispose() => _http.Dispose();

    private async Task Ask(long due)
    {
        var (status, body) = await Get(_city.Question(Random.Shared));
        Latency.RecordValue(Math.Max(1, Stopwatch.GetTimestamp() - due));
        if (status != HttpStatusCode.OK || !Sane(Hits(body)))
        {
            Interlocked.Increment(ref Wrong);
        }
    }

    private async Task<(HttpStatusCode Status, byte[] Body)> Get(GeoPoint point)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, FormattableString.Invariant(
            $"/api/v1/efectivos/nearest?lat={point.Latitude:R}&lon={point.Longitude:R}&k={_k}&availability=Available&skill={City.Skill}"));
        request.Headers.Authorization = _subjects[Random.Shared.Next(Subjects)];
        using var answer = await _http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsByteArrayAsync());
    }

    private static List<(string Id, double DistanceM, bool IsAvailable)> Hits(byte[] body)
    {
        using var answer = JsonDocument.Parse(body);
        return [.. answer.RootElement.EnumerateArray().Select(hit => (
            hit.GetProperty("efectivoId").GetString()!, hit.GetProperty("distanceM").GetDouble(), hit.GetProperty("availability").GetString() == "Available"))];
    }

    private bool Sane(List<(string Id, double DistanceM, bool IsAvailable)> hits) =>
        hits.Count == _k && hits.TrueForAll(hit => hit.IsAvailable) && hits.Zip(hits.Skip(1)).All(pair => pair.First.DistanceM <= pair.Second.DistanceM);
}
