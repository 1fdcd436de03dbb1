using System.Collections.Immutable;
using Orleans.Concurrency;

namespace GrupoGad.Cells;

/// <summary>A coarse cell: it knows how many are inside, by availability, not who. Fed by its children.</summary>
/// <remarks>Key: the quadkey of a <see cref="Geo.CellId"/> at one of <see cref="CountLevels.All"/>.</remarks>
[Alias(Aliases.CountCellGrain)]
public interface ICountCellGrain : IGrainWithStringKey
{
    /// <summary>A child's counts replace what it said before; all zero forgets the child. Also repeated as a sign of life.</summary>
    [Alias(nameof(Feed))]
    ValueTask Feed(CellCounts child);

    /// <summary>As <see cref="ICellGrain.CallRoll"/>: children that sent nothing since then are asked for their counts.</summary>
    [Alias(nameof(CallRoll))]
    ValueTask CallRoll(long sinceMs);

    /// <summary>The children that hold members, as last fed. Interleaves, so that a search does not wait for a feed that goes up.</summary>
    [Alias(nameof(Occupied)), AlwaysInterleave]
    ValueTask<ImmutableArray<CellCounts>> Occupied();

    /// <summary>As <see cref="ICellWatchGrain.Watch"/>.</summary>
    [Alias(nameof(Watch))]
    ValueTask<CellCounts> Watch(ICellWatcher watcher);

    [Alias(nameof(Unwatch))]
    ValueTask Unwatch(ICellWatcher watcher);
}

/// <summary>How many are in a cell, and where their centre is.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.CellCounts)]
public readonly record struct CellCounts
{
    /// <summary>The cell's quadkey.</summary>
    [Id(0)] public required string Cell { get; init; }

    [Id(1)] public int Available { get; init; }

    [Id(2)] public int OnTask { get; init; }

    [Id(3)] public int OffDuty { get; init; }

    [Id(4)] public int Unavailable { get; init; }

    /// <summary>Mean latitude, degrees.</summary>
    [Id(5)] public double Latitude { get; init; }

    /// <summary>Mean longitude, degrees.</summary>
    [Id(6)] public double Longitude { get; init; }

    public int Total => Available + OnTask + OffDuty + Unavailable;
}

/// <summary>The levels at which counts are kept, finest first: every second one, because a screen shows four by four of them per coarser one.</summary>
public static class CountLevels
{
    public static ImmutableArray<int> All { get; } = [10, 8, 6, 4, 2, 0];

    /// <summary>The next coarser level with counts, or null above the world.</summary>
    public static int? Above(int level)
    {
        foreach (var candidate in All)
        {
            if (candidate < level)
            {
                return candidate;
            }
        }
        return null;
    }
}
