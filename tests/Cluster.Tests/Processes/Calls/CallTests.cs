using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using GrupoGad.LoadGenerator.Clients;
using GrupoGad.Protocol.V1;
using Google.Protobuf.WellKnownTypes;

namespace GrupoGad.Cluster.Tests.Processes.Calls;

public sealed class CallTests(TracedInstallation installation) : IClassFixture<TracedInstallation>
{
    /// <summary>Part of a command: the same on every try.</summary>
    private static readonly DateTime _deadline = DateTime.UtcNow.AddHours(2);

    private static readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(60) };

    [Fact]
    public async Task A_command_is_one_trace_from_its_request_through_its_grain_to_the_sql()
    {
        await installation.Complete();
        await Registered("TRACE-1");
        await Answered(() => Issue("TRACE-COMMAND-1", "TRACE-1"));
        await OneTrace("ICommandGrain/Issue", "ledger commit");
    }

    [Fact]
    public async Task A_position_is_one_trace_from_its_request_through_its_grain_to_the_sql()
    {
        await installation.Complete();
        await Registered("TRACE-2");
        await Answered(() => Send(HttpMethod.Post, "/api/v1/positions", "Integrator", new[]
        {
            new { efectivoId = "TRACE-2", latitude = -34.6, longitude = -58.4, deviceTime = DateTime.UtcNow },
        }));
        await OneTrace("IEfectivoGrain/Report", "journal flush");
    }

    [Fact]
    public async Task A_position_of_a_live_connection_is_one_trace_from_its_frame_to_the_sql()
    {
        await installation.Complete();
        await Registered("TRACE-3");
        await using var connection = await LiveConnection.Open(installation.Urls[0], installation.Tokens.Efectivo("TRACE-3"), TestContext.Current.CancellationToken);
        var report = new PositionReport { EfectivoId = "TRACE-3", Latitude = -34.6, Longitude = -58.4, DeviceTime = Timestamp.FromDateTime(DateTime.UtcNow) };
        await connection.Send(new ClientFrame { Positions = new PositionBatch { BatchId = 1, Reports = { report } } }, TestContext.Current.CancellationToken);
        await OneTrace("live Positions", "journal flush");
    }

    /// <summary>Half of those asked live on the silo that dies, and what they are asked is under way when it does.</summary>
    [Fact]
    public async Task Calls_under_way_to_a_silo_that_is_killed_are_answered_and_nobody_waits_for_the_end_of_a_grain_call()
    {
        await installation.Complete();
        var people = Enumerable.Range(0, 24).Select(i => $"KILLED-{i:D2}").ToArray();
        await Task.WhenAll(people.Select(Registered));
        var longest = TimeSpan.Zero;
        var calls = people.SelectMany((id, i) => new[]
        {
            Patiently(() => Issue($"KILLED-COMMAND-{i:D2}", id)),
            Patiently(() => Send(HttpMethod.Post, $"/api/v1/efectivos/{id}/panic", "Operator", new { alarmId = $"killed-alarm-{i:D2}" })),
            Patiently(() => Send(HttpMethod.Get, $"/api/v1/efectivos/{id}", "Operator")),
        }).ToArray();
        await installation.Silos[1].Kill();
        await Task.WhenAll(calls);
        TestContext.Current.TestOutputHelper?.WriteLine($"longest wait: {longest.TotalSeconds:F1} s");
        // Not the few seconds of a door, which are for a machine that does nothing else, but less than the half minute after which Orleans itself gives up.
        Assert.InRange(longest.TotalSeconds, 0, 25);
        Assert.Equal(24L, await installation.Database.Ask<long>("SELECT count(*) FROM commands WHERE command_id LIKE 'KILLED-COMMAND-%'"));

        // As a client that is told to try again does: the same ids.
        async Task Patiently(Func<Task<HttpResponseMessage>> call) => await Until.True(
            async () =>
            {
                var watch = Stopwatch.StartNew();
                using var answer = await call();
                lock (people)
                {
                    longest = watch.Elapsed > longest ? watch.Elapsed : longest;
                }
                Assert.True(answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.ServiceUnavailable, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
                return answer.IsSuccessStatusCode;
            },
            "an answer", 90);
    }

    /// <summary>Spans of these names, and one of PostgreSQL's driver in a silo, belong to one trace that begins at a gateway, each with all above it up to there.</summary>
    private async Task OneTrace(string called, string shared)
    {
        var trees = "";
        await Until.True(
            () =>
            {
                var traces = installation.Spans.ToLookup(span => span.Trace);
                trees = string.Join("\n\n", traces.Where(trace => trace.Any(span => span.Name == called)).Select(trace => string.Join('\n', trace)));
                return Task.FromResult(traces.Any(IsWhole));
            },
            $"one trace with {called}, {shared} and SQL", 60, () => Task.FromResult(trees));

        bool IsWhole(IEnumerable<SeenSpan> trace)
        {
            var spans = trace.DistinctBy(span => span.Id).ToDictionary(span => span.Id);
            return spans.Values.Any(span => span.Name == called && Root(span) is { Process: "gad-webfrontend" })
                && spans.Values.Any(span => span is { Process: "gad-silo", Scope: "Npgsql" } && Root(span) is { Process: "gad-webfrontend" } && Above(span).Any(above => above.Name == shared))
                && (called.StartsWith("live ", StringComparison.Ordinal) || spans.Values.Count(span => span.Name == called) >= 2);

            IEnumerable<SeenSpan> Above(SeenSpan span)
            {
                for (var at = spans.GetValueOrDefault(span.Parent); at is not null; at = spans.GetValueOrDefault(at.Parent))
                {
                    yield return at;
                }
            }

            SeenSpan? Root(SeenSpan span) => Above(span).Prepend(span).Last() is { Parent: "" } root ? root : null;
        }
    }

    private Task Registered(string id) => Answered(() => Send(HttpMethod.Put, $"/api/v1/efectivos/{id}", "Administrator", new { displayName = id, unit = "Norte" }));

    private Task<HttpResponseMessage> Issue(string commandId, string efectivo) => Send(HttpMethod.Put, $"/api/v1/commands/{commandId}", "Operator", new
    {
        @class = "Critical", kind = "Order", text = "Orden de prueba", recipients = new[] { new { kind = "Efectivo", value = efectivo } }, answerWithinS = 3_600, deadline = _deadline,
    });

    private Task<HttpResponseMessage> Send(HttpMethod method, string path, string role, object? body = null)
    {
        var request = new HttpRequestMessage(method, new Uri(installation.Urls[0], path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", installation.Tokens.Create("calls-" + role, role, null));
        request.Content = body is null ? null : JsonContent.Create(body);
        return _http.SendAsync(request);
    }

    private static async Task Answered(Func<Task<HttpResponseMessage>> call) => await Until.True(
        async () =>
        {
            using var answer = await call();
            return answer.IsSuccessStatusCode;
        },
        "an answer", 90);
}
