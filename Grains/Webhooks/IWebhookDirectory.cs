using System.Collections.Immutable;

namespace GrupoGad.Webhooks;

/// <summary>Which webhooks are stored.</summary>
public interface IWebhookDirectory
{
    /// <summary>Codes in order, at most <paramref name="limit"/>.</summary>
    ValueTask<ImmutableArray<string>> List(int limit, CancellationToken cancellation);
}
