using System.Collections.Immutable;
using GrupoGad.Silo.PostGis.ReadModels;
using GrupoGad.Webhooks;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace GrupoGad.Silo.PostGis.Webhooks;

/// <inheritdoc cref="IWebhookDirectory"/>
internal sealed class StoredWebhooks(StoredKeys stored, IOptions<ClusterOptions> cluster) : IWebhookDirectory
{
    private const string Known = """
        SELECT key FROM grain_states WHERE service_id = $1 AND state_name = $2 AND document -> 'plan' ->> 'url' IS NOT NULL ORDER BY key LIMIT $3
        """;

    public async ValueTask<ImmutableArray<string>> List(int limit, CancellationToken cancellation) =>
        [.. await stored.Read(Known, cancellation, cluster.Value.ServiceId, WebhookGrain.StateName, limit).ToArrayAsync(cancellation)];
}
