using System.Collections.Immutable;
using GrupoGad.Efectivos;

namespace GrupoGad.Cells;

/// <summary>A live cell as a gateway sees it.</summary>
[Alias(Aliases.CellWatchGrain)]
public interface ICellWatchGrain : IGrainWithStringKey
{
    /// <summary>
    /// Starts or renews a watch (renew every 10–15 s; it expires after 45 s) and returns the position of the cell. A gateway whose replica stands
    /// elsewhere asks for a <see cref="Snapshot"/>. That repairs every loss.
    /// </summary>
    [Alias(nameof(Watch))]
    ValueTask<long> Watch(ICellWatcher watcher);

    [Alias(nameof(Unwatch))]
    ValueTask Unwatch(ICellWatcher watcher);

    /// <summary>All who are inside, as one batch with <see cref="CellBatch.Snapshot"/> set.</summary>
    [Alias(nameof(Snapshot))]
    ValueTask<CellBatch> Snapshot();
}

/// <summary>Changes of a cell since the previous batch.</summary>
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

    /// <summary>Slots that are free again. Applied before <see cref="Entered"/>, which may reuse them.</summary>
    [Id(5)] public ImmutableArray<int> Left { get; init; } = [];

    /// <summary>Of a snapshot: start of this activation of the cell, ms since 1970. Another value: the cell began empty and renumbered its slots.</summary>
    [Id(6)] public long Activation { get; init; }
}

/// <summary>A member and the small number it has while it stays in the cell.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.CellSlot)]
public readonly record struct CellSlot([property: Id(0)] int Slot, [property: Id(1)] CellMember Member);

[GenerateSerializer, Immutable, Alias(Aliases.CellSlotMove)]
public readonly record struct CellSlotMove([property: Id(0)] int Slot, [property: Id(1)] Fix Fix);
