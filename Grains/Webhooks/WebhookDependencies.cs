using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GrupoGad.Webhooks;

/// <summary>Services that all webhooks of a silo share.</summary>
public sealed class WebhookDependencies(
    IWebhookPost post, WebhookInstruments instruments, IOptions<WebhookOptions> options, TimeProvider clock, ILogger<WebhookGrain> logger)
{
    public IWebhookPost Post => post;

    public WebhookInstruments Instruments => instruments;

    public WebhookOptions Options => options.Value;

    public ILogger Logger => logger;

    public DateTime Now => clock.GetUtcNow().UtcDateTime;
}
