using System.Collections.Immutable;

namespace GrupoGad.Fences;

/// <summary>Stored fences: search, and the changes that every silo's map follows.</summary>
public interface IFenceCatalogue
{
    /// <summary>Of the newest change that is stored. Changes become visible in the order of their revisions.</summary>
    ValueTask<long> Revision(CancellationToken cancellation);

    /// <summary>Fences that changed after a revision, in that order, each as it is now.</summary>
    ValueTask<ImmutableArray<FenceChange>> Changes(long after, int limit, CancellationToken cancellation);

    /// <summary>Ends when something may have changed. May also end for nothing.</summary>
    ValueTask Wait(CancellationToken cancellation);

    /// <summary>By code.</summary>
    ValueTask<ImmutableArray<StoredFence>> Find(FenceQuery query, CancellationToken cancellation);

    /// <summary>Codes of the fences that an owner has.</summary>
    ValueTask<ImmutableArray<string>> Of(FenceOwner owner, CancellationToken cancellation);
}

/// <summary>A fence as it is stored.</summary>
public sealed record StoredFence
{
    public required string FenceId { get; init; }

    public required FencePlan Plan { get; init; }

    /// <summary>Its owner lets it watch.</summary>
    public required bool Active { get; init; }

    public required long Version { get; init; }

    public required long Revision { get; init; }

    public required DateTime ChangedAt { get; init; }

    public required string ChangedBy { get; init; }
}

/// <param name="Fence">Null: it is gone.</param>
public readonly record struct FenceChange(string FenceId, long Revision, StoredFence? Fence);
