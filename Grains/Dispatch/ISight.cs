using System.Collections.Immutable;
using GrupoGad.Cells;
using GrupoGad.Efectivos;
using GrupoGad.Geo;

namespace GrupoGad.Dispatch;

/// <summary>How dispatch looks at the world: grains and ports in the product, plain tables in a property test.</summary>
internal interface ISight
{
    DateTime Now { get; }

    ValueTask<ImmutableArray<NearestHit>> Nearest(NearestQuery query);

    /// <summary>Reads the view of each from its grain; null when it is not registered any more or did not answer.</summary>
    ValueTask<IReadOnlyList<EfectivoView?>> Describe(IReadOnlyList<string> efectivos);

    /// <summary>Available ones in each of these live cells.</summary>
    ValueTask<IReadOnlyDictionary<CellId, int>> Available(IReadOnlyCollection<CellId> cells);

    /// <summary>Efectivos with an open alarm, of these or of others.</summary>
    ValueTask<ImmutableHashSet<string>> Alarmed(IReadOnlyCollection<string> efectivos);

    /// <summary>Live level of the cells.</summary>
    int LiveLevel { get; }
}
