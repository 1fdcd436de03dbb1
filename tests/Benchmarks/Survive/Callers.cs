using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using GrupoGad.Benchmarks.Commands;
using GrupoGad.Benchmarks.Harness;
using GrupoGad.LoadGenerator.Efectivos;

namespace GrupoGad.Benchmarks.Survive;

/// <summary>
/// Calls that are under way when a fault strikes: panics, critical orders, questions and positions, at every gateway. Each is repeated with the same ids until
/// it is done.
/// </summary>
public sealed class Callers : IDisposable
{
    /// <summary>Of each kind at one fault. Half of the grains they go to live on either silo.</summary>
    private const int OfAKind = 8;

    private static readonly TimeSpan _untilDone = TimeSpan.FromMinutes(2);

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(40) };
    private readonly Cluster _cluster;
    private readonly Screens _screens;
    private readonly string _operator;
    private readonly string _integrator;
    private int _faults;

    private Callers(Cluster cluster, Screens screens) =>
        (_cluster, _screens, _operator, _integrator) = (cluster, screens, cluster.Tokens.Create("callers", "Operator", null), cluster.Tokens.Create("trackers", "Integrator", null));

    /// <summary>Orders that were accepted; each must be in the ledger like any other.</summary>
    public ConcurrentBag<IssuedCommand> Accepted { get; } = [];

    public static async Task<Callers> Gather(Cluster cluster, Screens screens)
    {
        using var registration = new Registration(cluster.Urls, cluster.Tokens.Administrator());
        await registration.Ensure(Enumerable.Range(0, OfAKind).Select(i => new EfectivoToRegister(Code(i), Code(i), "bench-callers", [])), CancellationToken.None);
        return new Callers(cluster, screens);
    }

    /// <summary>Starts them; ends when all are done, and tells of their waits.</summary>
    public async Task<string> Meet(Fault fault, Waits all)
    {
        var (number, own) = (++_faults, new Waits());
        var callers = Enumerable.Range(0, OfAKind).SelectMany(i => new[]
        {
            Panic(fault, own, $"sos-{number:D5}-{i}", i), Order(fault, own, $"FLIGHT-{number:D5}-{i}", i), Ask(fault, own, i), Report(fault, own, i),
        }).ToArray();
        await Task.WhenAll(callers);
        all.Waited(own.Longest, struck: false);
        all.Waited(own.LongestStruck, struck: true);
        all.Rang(own.Rings, withSilo: true);
        all.Rang(own.RingsWithoutSilo, withSilo: false);
        all.RangAtStruck(own.RingsStruck);
        all.Done(own.UntilDone);
        return FormattableString.Invariant($"waited {own.Longest:F1} s at most, done after {own.UntilDone:F1} s, rang after {Math.Max(own.Rings, own.RingsWithoutSilo):F1} s, at a struck gateway after {own.RingsStruck:F1} s");
    }

    /// <summary>Seconds until every gateway answers again.</summary>
    /// <exception cref="InvalidOperationException">It does not.</exception>
    public async Task<double> Healed(TimeSpan within)
    {
        var start = Stopwatch.GetTimestamp();
        for (var gateway = 0; gateway < _cluster.Urls.Count; gateway++)
        {
            while (await Try(gateway, HttpMethod.Get, $"/api/v1/efectivos/{Code(0)}", _operator, null) != HttpStatusCode.OK)
            {
                if (Stopwatch.GetElapsedTime(start) > within)
                {
                    throw new InvalidOperationException($"Gateway {gateway} has not answered for {within.TotalSeconds:F0} s.");
                }
                await Task.Delay(100);
            }
        }
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public void Dispose() => _http.Dispose();

    private static string Code(int number) => $"SOS-{number:D3}";

    private async Task Panic(Fault fault, Waits waits, string alarmId, int i)
    {
        var start = Stopwatch.GetTimestamp();
        await Until(fault, waits, i, HttpMethod.Post, $"/api/v1/efectivos/{Code(i)}/panic", _operator, new { alarmId });
        if (await Rang(fault, alarmId, start) is { } rang)
        {
            var seconds = Math.Max(0, Stopwatch.GetElapsedTime(start, rang).TotalSeconds);
            if (fault.Gateways.Contains(i % _cluster.Urls.Count))
            {
                // Its caller first had to find out that the gateway was struck: with this client, when its 40 seconds are over.
                waits.RangAtStruck(seconds);
            }
            else
            {
                waits.Rang(seconds, fault.LeavesSilo);
            }
        }
        else
        {
            throw new InvalidOperationException($"{alarmId} did not ring on every screen for {_untilDone.TotalMinutes:F0} minutes.");
        }
        // So that the next one is a new alarm. Said twice, it finds no alarm any more.
        await Until(fault, new Waits(), i, HttpMethod.Post, $"/api/v1/alarms/{Code(i)}/acknowledge", _operator, new { }, mayBeOver: true);
        await Until(fault, new Waits(), i, HttpMethod.Post, $"/api/v1/alarms/{Code(i)}/cancel", _operator, new { reason = "bench" }, mayBeOver: true);
    }

    /// <summary>
    /// When the last of the screens rang whose gateways were not struck: each operator must hear it, and one whose gateway is away must not hide that
    /// another one received nothing. Where all were struck, the first to ring again counts. Null: not within two minutes.
    /// </summary>
    private async Task<long?> Rang(Fault fault, string alarmId, long start)
    {
        var all = Enumerable.Range(0, _cluster.Urls.Count).ToArray();
        var untouched = all.Except(fault.Gateways).ToArray();
        while (Stopwatch.GetElapsedTime(start) < _untilDone)
        {
            var rang = (untouched.Length > 0 ? untouched : all).Select(gateway => _screens.RangAt(alarmId, gateway)).ToArray();
            if (untouched.Length > 0 && rang.All(at => at != 0))
            {
                return rang.Max();
            }
            if (untouched.Length == 0 && rang.Where(at => at != 0).Order().FirstOrDefault() is not 0 and var first)
            {
                return first;
            }
            await Task.Delay(10);
        }
        return null;
    }

    private async Task Order(Fault fault, Waits waits, string id, int i)
    {
        var command = new IssuedCommand(id, "Critical", [Crew.Code(i)]);
        await Until(fault, waits, i, HttpMethod.Put, $"/api/v1/commands/{id}", _operator, command.Body);
        Accepted.Add(command);
    }

    private Task Ask(Fault fault, Waits waits, int i) => Until(fault, waits, i, HttpMethod.Get, $"/api/v1/efectivos/{Crew.Code(i)}", _operator, null);

    private Task Report(Fault fault, Waits waits, int i) => Until(fault, waits, i, HttpMethod.Post, "/api/v1/positions", _integrator, new[]
    {
        new { efectivoId = Code(i), latitude = -34.6, longitude = -58.4, deviceTime = DateTime.UtcNow },
    });

    /// <summary>The first try at one gateway, the next at the other, and so on.</summary>
    private async Task Until(Fault fault, Waits waits, int i, HttpMethod method, string path, string token, object? body, bool mayBeOver = false)
    {
        var start = Stopwatch.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            var gateway = (i + attempt) % _cluster.Urls.Count;
            var asked = Stopwatch.GetTimestamp();
            var status = await Try(gateway, method, path, token, body);
            waits.Waited(Stopwatch.GetElapsedTime(asked).TotalSeconds, fault.Gateways.Contains(gateway));
            if (status is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.Accepted or HttpStatusCode.NoContent || (mayBeOver && status is HttpStatusCode.NotFound or HttpStatusCode.Conflict))
            {
                waits.Done(Stopwatch.GetElapsedTime(start).TotalSeconds);
                return;
            }
            if (status is not (null or >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests) || Stopwatch.GetElapsedTime(start) > _untilDone)
            {
                throw new InvalidOperationException($"{method} {path}: {status}");
            }
            await Task.Delay(100);
        }
    }

    /// <summary>Null: no answer.</summary>
    private async Task<HttpStatusCode?> Try(int gateway, HttpMethod method, string path, string token, object? body)
    {
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(_cluster.Urls[gateway], path)) { Content = body is null ? null : JsonContent.Create(body) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await _http.SendAsync(request);
            return answer.StatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TaskCanceledException)
        {
            return null;
        }
    }
}
