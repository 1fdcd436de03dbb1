using System.Net.Http.Headers;
using System.Net.Http.Json;
using GrupoGad.Silo.Tests;
using Npgsql;

namespace GrupoGad.Cluster.Tests.Processes.Outages;

/// <summary>An installation on a PostgreSQL and a Redis of its own, which tests take away; as it is delivered otherwise.</summary>
public sealed class OutageInstallation : Installation
{
    private static readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(60) };

    private PostgresServer? _postGis;
    private RedisServer? _redis;
    private Task? _cold;

    /// <summary>Registered, and nothing of them lives anywhere: each is for one test.</summary>
    public static IReadOnlyList<string> People { get; } = [.. new[] { "SQL", "RED", "KILL", "NAME", "GONE" }.SelectMany(test => Enumerable.Range(0, 8).Select(i => $"{test}-{i}"))];

    public void StopPostGis() => _postGis!.StopAtOnce();

    public void StartPostGis()
    {
        _postGis!.Start();
        NpgsqlConnection.ClearAllPools();
    }

    public Task StopRedis() => _redis!.Kill();

    /// <summary>With nothing of what it had.</summary>
    public Task StartRedis() => _redis!.Run();

    /// <summary>All parts are there, and nobody's grains.</summary>
    public async Task Begin()
    {
        await StartRedis();
        await Task.WhenAll(Silos.Select(silo => silo.Start()));
        await Complete();
        await (_cold ??= Register());
    }

    /// <summary>The answer of one gateway, whatever it is.</summary>
    public Task<HttpResponseMessage> Send(int gateway, HttpMethod method, string path, string role, object? body = null)
    {
        var request = new HttpRequestMessage(method, new Uri(Urls[gateway], path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Tokens.Create("outage-" + role, role, null));
        request.Content = body is null ? null : JsonContent.Create(body);
        return _http.SendAsync(request);
    }

    /// <summary>Until it is taken, as a client that is told to try again does.</summary>
    public Task Insist(int gateway, HttpMethod method, string path, string role, object? body = null)
    {
        var last = "";
        return Until.True(
            async () =>
            {
                using var answer = await Send(gateway, method, path, role, body);
                last = $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
                return answer.IsSuccessStatusCode;
            },
            $"{method} {path}", 90, () => Task.FromResult(last));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _postGis?.Dispose();
        await (_redis?.DisposeAsync() ?? default);
    }

    protected override async Task Serve()
    {
        _redis = await RedisServer.StartOwn();
        RedisAddress = _redis.Address;
        _postGis = new PostgresServer();
        await TestDatabase.Run(_postGis.Address, "CREATE DATABASE outages");
        Database = new TestDatabase(_postGis.Address, _postGis.Address.Replace("Database=postgres", "Database=outages", StringComparison.Ordinal), "outages");
    }

    protected override Task<IReadOnlyDictionary<string, string>> Settings() => Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>
    {
        ["Gad__Calls__PatienceMs"] = "4000",
        ["Gad__Calls__AttemptMs"] = "2000",
        ["Gad__Ingest__GiveUpAfterS"] = "5",
        ["Gad__Webhooks__AllowPrivate"] = "true",
    });

    private async Task Register()
    {
        await Task.WhenAll(People.Select(id => Insist(0, HttpMethod.Put, $"/api/v1/efectivos/{id}", "Administrator", new { displayName = id, unit = "Norte" })));
        await Task.WhenAll(Silos.Select(silo => silo.Kill()));
        await Task.WhenAll(Silos.Select(silo => silo.Start()));
        await Until.True(async () => await Answers(0) && await Answers(1), "both gateways to find the silos that were started again", 90);
    }

    /// <summary>By a grain that nobody is asked for.</summary>
    private async Task<bool> Answers(int gateway)
    {
        using var answer = await Send(gateway, HttpMethod.Get, "/api/v1/alarms", "Operator");
        return answer.IsSuccessStatusCode;
    }
}

/// <summary>One installation for all tests of outages, one after another.</summary>
[CollectionDefinition(nameof(OutageInstallation))]
public sealed class OutageTests : ICollectionFixture<OutageInstallation>;
