using GrupoGad.Alarms;
using GrupoGad.Recovery;
using GrupoGad.Silo.PostGis.ReadModels;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace GrupoGad.Silo.PostGis.Alarms;

/// <summary>Check-in clocks that run, or whose alarm is not raised yet.</summary>
internal sealed class CheckInRecovery(StoredKeys stored, IOptions<ClusterOptions> cluster) : IPendingWork
{
    private const string Running = """
        SELECT key FROM grain_states WHERE service_id = $1 AND state_name = $2
            AND (document ->> 'dueAt' IS NOT NULL OR document ->> 'owedAlarm' <> '')
        """;

    public string Kind => "check-in clocks";

    public IAsyncEnumerable<string> Keys(CancellationToken cancellation) => stored.Read(Running, cancellation, cluster.Value.ServiceId, WelfareGrain.StateName);

    public ValueTask Wake(IGrainFactory grains, string key, CancellationToken cancellation) => grains.GetGrain<IWelfareGrain>(key).Wake(cancellation);
}
