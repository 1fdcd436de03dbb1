using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using GrupoGad.Fences;
using GrupoGad.Webhooks;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.Webhooks;

/// <inheritdoc cref="IWebhookPost"/>
/// <remarks>
/// Signed as <c>Gad-Signature: t=SECONDS,v1=HEX</c>, HMAC-SHA256 of <c>SECONDS.BODY</c> with the webhook's secret: who receives it knows that it is
/// from here and, by the time, that it is not an old one sent again. Redirections are not followed.
/// </remarks>
internal sealed class WebhookPost : IWebhookPost, IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    private readonly HttpClient _client;
    private readonly WebhookPostOptions _options;
    private readonly TimeProvider _clock;

    public WebhookPost(IOptions<WebhookPostOptions> options, TimeProvider clock)
    {
        (_options, _clock) = (options.Value, clock);
        var sockets = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ConnectTimeout = _options.Patience, PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        if (!_options.AllowPrivate)
        {
            sockets.ConnectCallback = OuterAddress.Connect;
        }
        _client = new HttpClient(sockets) { Timeout = _options.Patience };
    }

    public string? Refuses(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || !(uri.Scheme == Uri.UriSchemeHttps || (_options.AllowPrivate && uri.Scheme == Uri.UriSchemeHttp)))
        {
            return _options.AllowPrivate ? "an absolute http or https address" : "an absolute https address";
        }
        if (uri.UserInfo.Length > 0)
        {
            return "an address without a name and password in it";
        }
        return !_options.AllowPrivate && IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && !OuterAddress.IsOutside(address)
            ? "an address outside" : null;
    }

    public async Task<PostResult> Send(string webhookId, string url, string secret, ImmutableArray<FenceEvent> events, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        var body = JsonSerializer.SerializeToUtf8Bytes(new WebhookBody(webhookId, [.. events.Select(WebhookEvent.Of)]), Json);
        request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        request.Headers.Add("Gad-Webhook", webhookId);
        request.Headers.Add("Gad-Signature", Sign(body, secret, _clock.GetUtcNow().ToUnixTimeSeconds()));
        try
        {
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return Judge(answer.StatusCode);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            return new PostResult(PostOutcome.Away, exception is HttpRequestException { HttpRequestError: var error } ? $"no answer ({error})" : "no answer in time");
        }
    }

    public void Dispose() => _client.Dispose();

    internal static string Sign(byte[] body, string secret, long seconds)
    {
        byte[] signed = [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seconds}.")), .. body];
        return string.Create(
            CultureInfo.InvariantCulture, $"t={seconds},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.ASCII.GetBytes(secret), signed))}");
    }

    private static PostResult Judge(HttpStatusCode status) => status switch
    {
        >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => new PostResult(PostOutcome.Taken, ""),
        HttpStatusCode.Gone => new PostResult(PostOutcome.Gone, "410"),
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable
            or HttpStatusCode.GatewayTimeout => new PostResult(PostOutcome.Away, Number(status)),
        _ => new PostResult(PostOutcome.Refused, Number(status)),
    };

    private static string Number(HttpStatusCode status) => ((int)status).ToString(CultureInfo.InvariantCulture);
}
