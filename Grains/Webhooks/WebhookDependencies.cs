using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GrupoGad.Webhooks;

/// <summary>Dependencies shared by all webhooks of a silo.</summary>
public sealed class WebhookDependencies(
    IWebhookPost post, WebhookInstruments instruments, IOptions<WebhookOptions> options, TimeProvider clock, ILogger<WebhookGrain> logger)
{
    public IWebhookPost Post => post;

    public WebhookInstruments Instruments => instruments;

    public WebhookOptions Options => options.Value;

    public ILogger Logger => logger;

    public DateTime Now => clock.GetUtcNow().UtcDateTime;
}
