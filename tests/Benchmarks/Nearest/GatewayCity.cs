using System.Text.Json;
using GrupoGad.Benchmarks.Harness;
using GrupoGad.Geo;
using GrupoGad.LoadGenerator.Efectivos;
using GrupoGad.LoadGenerator.Identity;

namespace GrupoGad.Benchmarks.Nearest;

/// <summary>The city of a running product, built over REST: efectivos are registered, set to work, placed and moved.</summary>
public sealed class GatewayCity(Uri url, Tokens tokens, City city) : IDisposable
{
    /// <summary>Reports in one post, as a tracker's relay sends them.</summary>
    private const int Batch = 100;

    private readonly HttpClient _desk = As(url, tokens.Create("bench-desk", "Administrator", null));
    private readonly HttpClient _relay = As(url, tokens.Create("bench-relay", "Integrator", null));

    private long _moved;
    private int _next = -1;

    /// <summary>Reports that were accepted.</summary>
    public long Moved => Interlocked.Read(ref _moved);

    /// <exception cref="InvalidOperationException">Somebody was not taken in.</exception>
    public async Task People()
    {
        using var registration = new Registration([url], tokens.Create("bench-registrar", "Administrator", null));
        await registration.Ensure(
            city.Ids.Select((id, i) => new EfectivoToRegister(id, id, "bench", city.Skilled[i] ? [City.Skill, "driver"] : ["driver"])), CancellationToken.None);
        var idle = Enumerable.Range(0, city.Count).Where(i => !city.Available[i]);
        await Parallel.ForEachAsync(idle, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, stop) =>
        {
            using var answer = await _desk.PutAsJsonAsync($"/api/v1/efectivos/{city.Ids[i]}/availability", new { availability = "OffDuty", reason = "" }, stop);
            answer.EnsureSuccessStatusCode();
        });
        foreach (var batch in Enumerable.Range(0, city.Count).Chunk(Batch))
        {
            await Report([.. batch.Select(i => (i, city.Points[i]))], DateTime.UtcNow.AddMinutes(-5));
        }
    }

    /// <summary>Moves a share of the city each second until it is stopped.</summary>
    public Task Move(double shareASecond, CancellationToken stop) =>
        Arrivals.Run(shareASecond * city.Count / Batch, TimeSpan.MaxValue, seed: 2, _ => MoveNext(), stop);

    public void Dispose()
    {
        _desk.Dispose();
        _relay.Dispose();
    }

    private static HttpClient As(Uri url, string token) => new() { BaseAddress = url, DefaultRequestHeaders = { Authorization = new("Bearer", token) } };

    private async Task MoveNext()
    {
        var batch = (uint)Interlocked.Increment(ref _next);
        var moves = Enumerable.Range(0, Batch).Select(n => (int)((batch * Batch + n) % city.Count))
            .Select(i => (Index: i, To: City.Shifted(city.Points[i], 20, Random.Shared))).ToArray();
        await Report(moves, DateTime.UtcNow);
        foreach (var (index, to) in moves)
        {
            city.Points[index] = to;
        }
        Interlocked.Add(ref _moved, Batch);
    }

    private async Task Report((int Index, GeoPoint To)[] moves, DateTime at)
    {
        var reports = moves.Select(move => new
        {
            efectivoId = city.Ids[move.Index], latitude = move.To.Latitude, longitude = move.To.Longitude, deviceTime = at, speedMps = 5,
        });
        using var answer = await _relay.PostAsJsonAsync("/api/v1/positions", reports);
        answer.EnsureSuccessStatusCode();
        var accepted = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accepted").GetInt32();
        if (accepted != moves.Length)
        {
            throw new InvalidOperationException($"Of {moves.Length} reports {accepted} were accepted.");
        }
    }
}
