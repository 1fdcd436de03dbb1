using System.Collections.Immutable;

namespace GrupoGad.Webhooks;

/// <summary>Which webhooks there are. Stateless. Key: any.</summary>
[Alias(Aliases.WebhookDirectoryGrain)]
public interface IWebhookDirectoryGrain : IGrainWithIntegerKey
{
    /// <summary>Codes, in order; at most 1,000.</summary>
    [ResponseTimeout("00:00:10"), Alias(nameof(List))]
    ValueTask<ImmutableArray<string>> List(CancellationToken cancellation = default);
}
