using System.Collections.Immutable;
using Orleans.Concurrency;

namespace GrupoGad.Fences;

/// <summary>A fence as the other grains see it. Key: its code.</summary>
[Alias("gad.v1.fence-keeper")]
public interface IFenceKeeperGrain : IGrainWithStringKey
{
    /// <summary>Visits that began, ended or changed, after they are durable. For fences that count.</summary>
    [Alias(nameof(Visited))]
    ValueTask Visited(ImmutableArray<FenceVisitNews> visits);

    /// <summary>Counts again from the store, and reports the difference.</summary>
    [Alias(nameof(Recount))]
    ValueTask Recount(FenceCause cause);

    /// <summary>Durable events from which something follows: a command, a line in its operation's timeline. Safe to repeat.</summary>
    [Alias(nameof(Follow)), AlwaysInterleave]
    ValueTask Follow(ImmutableArray<FenceEvent> events);

    /// <summary>Its operation's status changed.</summary>
    [Alias(nameof(OwnerChanged))]
    ValueTask OwnerChanged(CancellationToken cancellation = default);

    /// <summary>All efectivos have looked again after the change of that version, and none is inside a removed fence.</summary>
    [Alias(nameof(Paid))]
    ValueTask Paid(long version);

    /// <summary>Activates the fence, which goes on with its pending work. Called after a start and after a silo's death.</summary>
    [Alias(nameof(Wake))]
    ValueTask Wake(CancellationToken cancellation = default);
}

/// <summary>News of one visit, sent to a fence that counts.</summary>
/// <param name="Counts">Inside, and meets the filter.</param>
[GenerateSerializer, Immutable, Alias("gad.v1.FenceVisitNews")]
public readonly record struct FenceVisitNews(
    [property: Id(0)] string EfectivoId, [property: Id(1)] bool Counts, [property: Id(2)] DateTime At, [property: Id(3)] FenceCause Cause);

/// <summary>An efectivo as fences see it. Key: its code.</summary>
[Alias("gad.v1.fenced-efectivo")]
public interface IFencedEfectivoGrain : IGrainWithStringKey
{
    /// <summary>Looks again where it stands, once the map of its silo holds all changes up to a revision. Answers when what it found is durable.</summary>
    [Alias(nameof(Rejudge)), AlwaysInterleave]
    ValueTask Rejudge(long revision, CancellationToken cancellation = default);
}
