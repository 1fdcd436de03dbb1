using System.Collections.Immutable;
using GrupoGad.Recovery;
using GrupoGad.Webhooks;

namespace GrupoGad.Silo.MemoryStorage;

/// <summary>Webhooks, as they are found without a database.</summary>
internal sealed class MemoryWebhooks(MemoryStates states) : IWebhookDirectory
{
    public ValueTask<ImmutableArray<string>> List(int limit, CancellationToken cancellation) => ValueTask.FromResult<ImmutableArray<string>>(
        [.. states.All<WebhookState>().Where(entry => entry.State.Plan is not null).Select(entry => entry.Key).Order(StringComparer.Ordinal).Take(limit)]);
}

internal static class MemoryWebhooksSetup
{
    public static IServiceCollection AddMemoryWebhooks(this IServiceCollection services) => services
        .AddSingleton<IWebhookDirectory, MemoryWebhooks>()
        .AddSingleton<IPendingWork>(provider => new MemoryPendingWork<WebhookState>(
            "webhooks", provider.GetRequiredService<MemoryStates>(), state => state.IsAtWork,
            (grains, key, cancellation) => grains.GetGrain<IWebhookGrain>(key).Wake(cancellation)));
}
