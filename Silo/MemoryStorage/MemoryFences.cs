using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using GrupoGad.Fences;
using GrupoGad.Geo;
using GrupoGad.Recovery;

namespace GrupoGad.Silo.MemoryStorage;

/// <summary>Fences among the states in memory: search, the changes that maps follow, and fences with pending work.</summary>
internal sealed class MemoryFences(MemoryStates states, TimeProvider clock) : IFenceCatalogue, IPendingWork
{
    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(50);

    public string Kind => "fences";

    public ValueTask<long> Revision(CancellationToken cancellation) => new(states.FenceRevision);

    public ValueTask<ImmutableArray<FenceChange>> Changes(long after, int limit, CancellationToken cancellation) => new(
        [.. states.FenceRevisions.Where(entry => entry.Value > after).OrderBy(entry => entry.Value).Take(limit).Select(entry =>
            new FenceChange(entry.Key, entry.Value, Find(entry.Key, entry.Value)))]);

    public async ValueTask Wait(CancellationToken cancellation) => await Task.Delay(_poll, clock, cancellation);

    public ValueTask<ImmutableArray<StoredFence>> Find(FenceQuery query, CancellationToken cancellation) => new(
        [.. All().Where(fence => Matches(fence, query)).OrderBy(fence => fence.FenceId, StringComparer.Ordinal).Take(query.Limit)]);

    public ValueTask<ImmutableArray<string>> Of(FenceOwner owner, CancellationToken cancellation) => new(
        [.. All().Where(fence => fence.Plan.Owner == owner && owner.Kind != FenceOwnerKind.Standing).Select(fence => fence.FenceId).Order(StringComparer.Ordinal)]);

    public async IAsyncEnumerable<string> Keys([EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var (key, state) in states.All<FenceState>())
        {
            if (state.Owes || state.Plan is { Owner.Kind: not FenceOwnerKind.Standing } or { Watch.VoidBelow: not null } or { Watch.CrowdAbove: not null } or { Reaction: not null }
                or { Schedule: not { Windows.IsEmpty: true, From: null, Until: null } })
            {
                yield return key;
            }
        }
        await Task.CompletedTask;
    }

    public ValueTask Wake(IGrainFactory grains, string key, CancellationToken cancellation) => grains.GetGrain<IFenceKeeperGrain>(key).Wake(cancellation);

    private IEnumerable<StoredFence> All() => states.All<FenceState>().Where(entry => entry.State.Plan is not null).Select(entry => Stored(entry.Key, entry.State, 0));

    private StoredFence? Find(string fenceId, long revision) =>
        states.Fence(fenceId) is { Plan: not null } state ? Stored(fenceId, state, revision) : null;

    private static StoredFence Stored(string fenceId, FenceState state, long revision) => new()
    {
        FenceId = fenceId, Plan = state.Plan!, Active = state.Active, Version = state.Version, Revision = revision, ChangedAt = state.ChangedAt,
        ChangedBy = state.ChangedBy,
    };

    private static bool Matches(StoredFence fence, FenceQuery query) =>
        string.CompareOrdinal(fence.FenceId, query.After) > 0
        && (query.Owner is not { } owner || (fence.Plan.Owner.Kind == owner.Kind && (owner.Code.Length == 0 || fence.Plan.Owner.Code == owner.Code)))
        && (fence.FenceId.Contains(query.Text, StringComparison.OrdinalIgnoreCase) || fence.Plan.Name.Contains(query.Text, StringComparison.OrdinalIgnoreCase))
        && (query.Bounds is not { } bounds || FenceEntry.Prepare("", fence.Plan, 0).Bounds is { } own && Touch(own, bounds));

    private static bool Touch(GeoBounds one, GeoBounds other) =>
        one.South <= other.North && one.North >= other.South && Spans(one).Any(a => Spans(other).Any(b => a.West <= b.East && a.East >= b.West));

    /// <summary>A box over the antimeridian is two.</summary>
    private static (double West, double East)[] Spans(GeoBounds box) =>
        box.CrossesAntimeridian ? [(box.West, 180), (-180, box.East)] : [(box.West, box.East)];
}
