using GrupoGad.Recovery;
using GrupoGad.Silo.PostGis.ReadModels;
using GrupoGad.Webhooks;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace GrupoGad.Silo.PostGis.Webhooks;

/// <summary>Webhooks that are not paused: whatever happened meanwhile waits for them.</summary>
internal sealed class WebhookRecovery(StoredKeys stored, IOptions<ClusterOptions> cluster) : IPendingWork
{
    private const string AtWork = """
        SELECT key FROM grain_states WHERE service_id = $1 AND state_name = $2
            AND document -> 'plan' ->> 'url' IS NOT NULL AND NOT coalesce((document -> 'plan' ->> 'paused')::boolean, false)
        """;

    public string Kind => "webhooks";

    public IAsyncEnumerable<string> Keys(CancellationToken cancellation) => stored.Read(AtWork, cancellation, cluster.Value.ServiceId, WebhookGrain.StateName);

    public ValueTask Wake(IGrainFactory grains, string key, CancellationToken cancellation) => grains.GetGrain<IWebhookGrain>(key).Wake(cancellation);
}
