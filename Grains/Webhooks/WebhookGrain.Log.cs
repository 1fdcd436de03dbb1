using Microsoft.Extensions.Logging;

namespace GrupoGad.Webhooks;

/// <remarks>Event ids 1850–1869.</remarks>
public sealed partial class WebhookGrain
{
    [LoggerMessage(1850, LogLevel.Information, "Webhook {WebhookId}: {What}, asked by {Actor}")]
    private static partial void LogChanged(ILogger logger, string webhookId, string what, string actor);

    [LoggerMessage(1851, LogLevel.Warning, "Webhook {WebhookId} does not get through ({Failure}); it goes on trying")]
    private static partial void LogFailing(ILogger logger, string webhookId, string failure);

    [LoggerMessage(1852, LogLevel.Information, "Webhook {WebhookId} gets through again")]
    private static partial void LogRecovered(ILogger logger, string webhookId);

    [LoggerMessage(1853, LogLevel.Warning, "Webhook {WebhookId} put event {EventId} aside ({Failure})")]
    private static partial void LogDead(ILogger logger, string webhookId, string eventId, string failure);

    [LoggerMessage(1854, LogLevel.Warning, "Webhook {WebhookId} could not go on; it looks again")]
    private static partial void LogLookFailed(ILogger logger, string webhookId, Exception exception);

    [LoggerMessage(1855, LogLevel.Warning, "State of webhook {WebhookId} could not be stored; what it delivered since may be delivered again")]
    private static partial void LogNotStored(ILogger logger, string webhookId, Exception exception);
}
