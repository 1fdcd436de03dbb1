using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using GrupoGad.LoadGenerator.Clients;

namespace GrupoGad.Benchmarks.Commands;

/// <summary>An operator's program: issues commands over REST, and asks again with the same id until it knows the answer.</summary>
public sealed class Issuer(IReadOnlyList<Uri> urls, string token) : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(3);

    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 256 })
    {
        Timeout = TimeSpan.FromSeconds(15),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
    };

    private long _retries;

    /// <summary>Requests whose outcome was unknown and that were sent again.</summary>
    public long Retries => Interlocked.Read(ref _retries);

    /// <summary>How many recipients it went to.</summary>
    /// <exception cref="InvalidOperationException">It was refused, or nobody answered for minutes.</exception>
    public async Task<int> Issue(IssuedCommand command, CancellationToken cancellation)
    {
        var deadline = DateTime.UtcNow + _patience;
        var backoff = new Backoff();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var url = new Uri(urls[(int)((uint)(command.CommandId.GetHashCode(StringComparison.Ordinal) + attempt) % urls.Count)], $"/api/v1/commands/{command.CommandId}");
                using var answer = await _http.PutAsJsonAsync(url, command.Body, cancellation);
                if (answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK)
                {
                    return (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("recipients").GetInt32();
                }
                if (answer.StatusCode < HttpStatusCode.InternalServerError && answer.StatusCode != HttpStatusCode.TooManyRequests)
                {
                    throw new InvalidOperationException($"{command.CommandId}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellation)}");
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
            {
                // The outcome is unknown: the same id asks for it.
            }
            if (DateTime.UtcNow > deadline)
            {
                throw new InvalidOperationException($"{command.CommandId}: no answer for {_patience.TotalMinutes:F0} minutes");
            }
            Interlocked.Increment(ref _retries);
            await backoff.Wait(cancellation);
        }
    }

    public void Dispose() => _http.Dispose();
}
