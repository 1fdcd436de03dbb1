using System.Collections.Immutable;
using GrupoGad.Efectivos;

namespace GrupoGad.Cells;

/// <summary>A live cell as a gateway sees it.</summary>
[Alias(Aliases.CellWatchGrain)]
public interface ICellWatchGrain : IGrainWithStringKey
{
    /// <summary>
    /// Starts or renews a watch (renew every 10–15 s; it expires after 45 s) and tells where the cell stands: a gateway whose mirror stands
    /// elsewhere asks for a <see cref="Snapshot"/>. That heals every loss.
    /// </summary>
    [Alias(nameof(Watch))]
    ValueTask<long> Watch(ICellWatcher watcher);

    [Alias(nameof(Unwatch))]
    ValueTask Unwatch(ICellWatcher watcher);

    /// <summary>All who are inside, as one batch with <see cref="CellBatch.Snapshot"/> set.</summary>
    [Alias(nameof(Snapshot))]
    ValueTask<CellBatch> Snapshot();
}

/// <summary>What changed in a cell since the batch before.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.CellBatch)]
public sealed record CellBatch
{
    /// <summary>The cell's quadkey.</summary>
    [Id(0)] public required string Cell { get; init; }

    /// <summary>One more than the batch before; starts from the clock at activation, so it also grows over restarts.</summary>
    [Id(1)] public required long Sequence { get; init; }

    /// <summary>Replaces all that was known of the cell.</summary>
    [Id(2)] public bool Snapshot { get; init; }

    /// <summary>New, or changed other than by moving.</summary>
    [Id(3)] public ImmutableArray<CellSlot> Entered { get; init; } = [];

    /// <summary>The latest fix of those who moved.</summary>
    [Id(4)] public ImmutableArray<CellSlotMove> Moved { get; init; } = [];

    /// <summary>Slots that are free again. Applied before <see cref="Entered"/>, which may use them anew.</summary>
    [Id(5)] public ImmutableArray<int> Left { get; init; } = [];

    /// <summary>Of a snapshot: when this activation of the cell began, milliseconds since 1970. Another one than before began empty, and numbers its slots anew.</summary>
    [Id(6)] public long Activation { get; init; }
}

/// <summary>A member and the small number it has while it stays in the cell.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.CellSlot)]
public readonly record struct CellSlot([property: Id(0)] int Slot, [property: Id(1)] CellMember Member);

[GenerateSerializer, Immutable, Alias(Aliases.CellSlotMove)]
public readonly record struct CellSlotMove([property: Id(0)] int Slot, [property: Id(1)] Fix Fix);
