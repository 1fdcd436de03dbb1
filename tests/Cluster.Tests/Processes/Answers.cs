using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using GrupoGad.Geo;

namespace GrupoGad.Cluster.Tests.Processes;

/// <summary>Where everybody of one prefix was last: asked of PostGIS, and of a gateway's area answer.</summary>
internal static class Answers
{
    private static readonly HttpClient _http = new();

    public static Task<Dictionary<string, Place>> Newest(this Installation installation, string prefix) => installation.Ask(
        $"SELECT DISTINCT ON (efectivo_id) {Columns} FROM position_reports WHERE efectivo_id LIKE '{prefix}-%' ORDER BY efectivo_id, device_time DESC");

    /// <summary>The table that is kept for SQL users.</summary>
    public static Task<Dictionary<string, Place>> LastPositions(this Installation installation, string prefix) =>
        installation.Ask($"SELECT {Columns} FROM last_positions WHERE efectivo_id LIKE '{prefix}-%'");

    /// <summary>Nobody when a silo is missing and the gateway says so.</summary>
    public static async Task<Dictionary<string, Place>> Area(this Installation installation, Uri gateway, string prefix)
    {
        var places = new Dictionary<string, Place>();
        var cursor = "";
        do
        {
            using var request = new HttpRequestMessage(
                HttpMethod.Get, new Uri(gateway, $"/api/v1/efectivos?bbox=20.4,51.9,21.5,52.5&limit=5000&cursor={Uri.EscapeDataString(cursor)}"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", installation.Tokens.Administrator());
            using var answer = await _http.SendAsync(request);
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                return [];
            }
            answer.EnsureSuccessStatusCode();
            using var page = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync());
            foreach (var efectivo in page.RootElement.GetProperty("efectivos").EnumerateArray())
            {
                places.Add(efectivo.GetProperty("efectivoId").GetString()!, PlaceOf(efectivo.GetProperty("position")));
            }
            cursor = page.RootElement.GetProperty("next").GetString() ?? "";
        }
        while (cursor.Length > 0);
        return places.Where(pair => pair.Key.StartsWith($"{prefix}-", StringComparison.Ordinal)).ToDictionary();
    }

    /// <summary>Each says once more that it is where it was, a second later; ends when all are accepted.</summary>
    public static async Task Repeat(this Installation installation, Uri gateway, Dictionary<string, Place> places)
    {
        foreach (var some in places.Chunk(500))
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway, "/api/v1/positions"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", installation.Tokens.Create("repeats", "Integrator", null));
            request.Content = JsonContent.Create(some.Select(pair => new
            {
                efectivoId = pair.Key,
                latitude = pair.Value.Point.Latitude,
                longitude = pair.Value.Point.Longitude,
                deviceTime = DateTimeOffset.FromUnixTimeSeconds(pair.Value.TimeS + 1),
            }));
            using var answer = await _http.SendAsync(request);
            Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
    }

    private const string Columns = "concat_ws(',', efectivo_id, ST_Y(position::geometry), ST_X(position::geometry), extract(epoch FROM device_time)::bigint)";

    private static async Task<Dictionary<string, Place>> Ask(this Installation installation, string sql)
    {
        var rows = (await installation.Database.Lines(sql)).Select(line => line.Split(','));
        return rows.ToDictionary(row => row[0], row => new Place(new GeoPoint(Number(row[1]), Number(row[2])), long.Parse(row[3], CultureInfo.InvariantCulture)));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static Place PlaceOf(JsonElement position) => new(
        new GeoPoint(position.GetProperty("latitude").GetDouble(), position.GetProperty("longitude").GetDouble()),
        new DateTimeOffset(position.GetProperty("deviceTime").GetDateTime()).ToUnixTimeSeconds());
}
