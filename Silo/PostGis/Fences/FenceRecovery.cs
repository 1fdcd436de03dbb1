using GrupoGad.Fences;
using GrupoGad.Recovery;
using GrupoGad.Silo.PostGis.ReadModels;

namespace GrupoGad.Silo.PostGis.Fences;

/// <summary>Fences that act without a request: they count, follow a schedule or an owner, release efectivos, or send commands.</summary>
internal sealed class FenceRecovery(StoredKeys stored) : IPendingWork
{
    private const string Awake = """
        SELECT id FROM fences WHERE owes OR owner_kind <> 1 OR schedule ->> 'from' IS NOT NULL OR schedule ->> 'until' IS NOT NULL OR coalesce(schedule ->> 'windows', '[]') <> '[]' OR watch ->> 'voidBelow' IS NOT NULL OR watch ->> 'crowdAbove' IS NOT NULL
        UNION SELECT key FROM grain_states WHERE state_name = 'fence' AND document ->> 'owes' = 'true'
        UNION SELECT fence_id FROM fence_events WHERE owed
        """;

    public string Kind => "fences";

    public IAsyncEnumerable<string> Keys(CancellationToken cancellation) => stored.Read(Awake, cancellation);

    public ValueTask Wake(IGrainFactory grains, string key, CancellationToken cancellation) => grains.GetGrain<IFenceKeeperGrain>(key).Wake(cancellation);
}
