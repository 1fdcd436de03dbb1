using System.Collections.Immutable;
using GrupoGad.Efectivos;
using GrupoGad.Geo;

namespace GrupoGad.History;

[GenerateSerializer, Immutable, Alias(Aliases.ChangesQuery)]
public sealed record ChangesQuery
{
    /// <summary>Longest stretch of one question, seconds.</summary>
    public const int WindowMaxS = 600;

    [Id(0)] public required GeoBounds Bounds { get; init; }

    /// <summary>UTC, excluded: the picture at this instant is the snapshot's.</summary>
    [Id(1)] public required DateTime From { get; init; }

    /// <summary>UTC, included.</summary>
    [Id(2)] public required DateTime To { get; init; }
}

/// <summary>Changes of the picture of an area, in order.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.PastChanges)]
public sealed record PastChanges
{
    /// <summary>Most positions read for one answer, those that moved nothing in the area included.</summary>
    public const int PositionsMax = 200_000;

    /// <summary>Most changes of one answer.</summary>
    public const int ChangesMax = 50_000;

    [Id(0)] public required HistoryVerdict Verdict { get; init; }

    /// <summary>Efectivos that the changes are about, with their state at <c>from</c>.</summary>
    [Id(1)] public ImmutableArray<PastActor> Actors { get; init; } = [];

    /// <summary>In order of time.</summary>
    [Id(2)] public ImmutableArray<PastMove> Moves { get; init; } = [];

    /// <summary>In order of time.</summary>
    [Id(3)] public ImmutableArray<PastTurn> Turns { get; init; } = [];

    /// <summary>In order of time: the operation as it stood from then on; closed ones too.</summary>
    [Id(4)] public ImmutableArray<PastOperationChange> Operations { get; init; } = [];

    /// <summary>In order of time.</summary>
    [Id(5)] public ImmutableArray<PastFenceChange> Fences { get; init; } = [];
}

[GenerateSerializer, Immutable, Alias(Aliases.PastActor)]
public readonly record struct PastActor([property: Id(0)] string EfectivoId, [property: Id(1)] PastStanding Standing);

/// <summary>The live position moved, or left the area.</summary>
/// <param name="Actor">Its place in <see cref="PastChanges.Actors"/>.</param>
/// <param name="At">When its report was received, UTC.</param>
/// <param name="Fix">Null: it is no longer in the area.</param>
[GenerateSerializer, Immutable, Alias(Aliases.PastMove)]
public readonly record struct PastMove([property: Id(0)] int Actor, [property: Id(1)] DateTime At, [property: Id(2)] Fix? Fix);

/// <summary>It stands otherwise from then on.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.PastTurn)]
public readonly record struct PastTurn([property: Id(0)] int Actor, [property: Id(1)] DateTime At, [property: Id(2)] PastStanding Standing);

[GenerateSerializer, Immutable, Alias(Aliases.PastOperationChange)]
public readonly record struct PastOperationChange([property: Id(0)] DateTime At, [property: Id(1)] PastOperation Operation);

/// <param name="Fence">As it was from then on; null: it was removed.</param>
[GenerateSerializer, Immutable, Alias(Aliases.PastFenceChange)]
public readonly record struct PastFenceChange([property: Id(0)] DateTime At, [property: Id(1)] string FenceId, [property: Id(2)] PastFence? Fence);
