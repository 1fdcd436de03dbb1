using System.Collections.Immutable;
using Orleans.Concurrency;

namespace GrupoGad.Webhooks;

/// <inheritdoc cref="IWebhookDirectoryGrain"/>
[StatelessWorker]
public sealed class WebhookDirectoryGrain(IWebhookDirectory directory) : Grain, IWebhookDirectoryGrain
{
    private const int Max = 1_000;

    public ValueTask<ImmutableArray<string>> List(CancellationToken cancellation) => directory.List(Max, cancellation);
}
