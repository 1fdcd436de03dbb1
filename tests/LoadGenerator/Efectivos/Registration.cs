using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using GrupoGad.LoadGenerator.Clients;

namespace GrupoGad.LoadGenerator.Efectivos;

/// <summary>An efectivo to be known before it reports.</summary>
/// <param name="Unit">Unidad.</param>
public sealed record EfectivoToRegister(string Code, string DisplayName, string Unit, IReadOnlyList<string> Skills);

/// <summary>Registers efectivos over REST. One that is known keeps its profile.</summary>
public sealed class Registration(IReadOnlyList<Uri> urls, string token) : IDisposable
{
    private const int ConcurrencyMax = 16;
    private const int TriesMax = 8;

    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = ConcurrencyMax })
    {
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
    };

    /// <summary>How many were new.</summary>
    /// <exception cref="HttpRequestException">The door refuses, or stays away.</exception>
    public async Task<int> Ensure(IEnumerable<EfectivoToRegister> efectivos, CancellationToken cancellation)
    {
        var created = 0;
        var bounded = new ParallelOptions { MaxDegreeOfParallelism = ConcurrencyMax, CancellationToken = cancellation };
        await Parallel.ForEachAsync(efectivos, bounded, async (efectivo, stop) =>
        {
            if (await EnsureOne(efectivo, stop))
            {
                Interlocked.Increment(ref created);
            }
        });
        return created;
    }

    private async Task<bool> EnsureOne(EfectivoToRegister efectivo, CancellationToken cancellation)
    {
        var backoff = new Backoff();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var resource = new Uri(urls[attempt % urls.Count], $"/api/v1/efectivos/{efectivo.Code}");
                using var known = await _http.GetAsync(resource, cancellation);
                if (known.StatusCode != HttpStatusCode.NotFound)
                {
                    known.EnsureSuccessStatusCode();
                    return false;
                }
                using var answer = await _http.PutAsJsonAsync(resource, Profile(efectivo), cancellation);
                answer.EnsureSuccessStatusCode();
                return true;
            }
            catch (HttpRequestException e) when (attempt < TriesMax && e.StatusCode is null or >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests)
            {
                await backoff.Wait(cancellation);
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private static object Profile(EfectivoToRegister efectivo) => new
    {
        displayName = efectivo.DisplayName,
        rank = "",
        unit = efectivo.Unit,
        specialties = Array.Empty<string>(),
        skills = efectivo.Skills,
        jurisdiction = "",
        contact = "",
        devices = Array.Empty<string>(),
    };
}
