using System.Net.Http.Headers;
using System.Text.Json;
using GrupoGad.Benchmarks.Harness;
using GrupoGad.Benchmarks.Ingest.Generator;
using GrupoGad.Geo;
using Npgsql;
using StackExchange.Redis;

namespace GrupoGad.Benchmarks.Ingest;

/// <summary>Whether what was accepted is where it has to be.</summary>
public sealed class Verification(RealParts services, Uri url, string token) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = url, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };

    public void Dispose() => _http.Dispose();

    public async Task<long> Rows(string table)
    {
        await using var connection = new NpgsqlConnection(services.PostGis);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"SELECT count(*) FROM {table}", connection) { CommandTimeout = 120 };
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Efectivos of a sample whose grain is not where they were last.</summary>
    public Task<int> WrongInGrain(IReadOnlyList<LastFix> fixes, int sample) => Wrong(fixes, sample, async fix =>
    {
        var view = await _http.GetFromJsonAsync<JsonElement>($"/api/v1/efectivos/{fix.Code}");
        var position = view.GetProperty("position");
        return IsThere(fix, position) && position.GetProperty("deviceTime").GetDateTime() == fix.DeviceTime;
    });

    /// <summary>Efectivos of a sample that the cells do not find within a metre of where they were last.</summary>
    public Task<int> WrongInCell(IReadOnlyList<LastFix> fixes, int sample) => Wrong(fixes, sample, async fix =>
    {
        var near = await _http.GetFromJsonAsync<JsonElement>(FormattableString.Invariant(
            $"/api/v1/efectivos/nearest?lat={fix.Latitude:R}&lon={fix.Longitude:R}&k=50&maxDistanceM=1"));
        return near.EnumerateArray().Any(hit => hit.GetProperty("efectivoId").GetString() == fix.Code && IsThere(fix, hit.GetProperty("position")));
    });

    /// <summary>The peer's: where Redis has them.</summary>
    public async Task<int> WrongInRedis(IReadOnlyList<LastFix> fixes, int sample)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(services.Redis);
        return await Wrong(fixes, sample, async fix => await redis.GetDatabase().GeoPositionAsync(PeerConventional.Positions, fix.Code) is { } at
            && Sphere.DistanceM(new GeoPoint(at.Latitude, at.Longitude), Point(fix)) < 1);
    }

    private static async Task<int> Wrong(IReadOnlyList<LastFix> fixes, int sample, Func<LastFix, Task<bool>> right)
    {
        var wrong = 0;
        foreach (var fix in fixes.Where((_, i) => i % Math.Max(1, fixes.Count / sample) == 0))
        {
            wrong += await right(fix) ? 0 : 1;
        }
        return wrong;
    }

    private static bool IsThere(LastFix fix, JsonElement position) => Sphere.DistanceM(
        Point(fix), new GeoPoint(position.GetProperty("latitude").GetDouble(), position.GetProperty("longitude").GetDouble())) < 0.01;

    private static GeoPoint Point(LastFix fix) => new(fix.Latitude, fix.Longitude);
}
