using System.Collections.Immutable;
using GrupoGad.Efectivos;
using GrupoGad.Geo;

namespace GrupoGad.History;

/// <summary>Efectivos and their places over a stretch of time, by the devices' clocks.</summary>
public interface IPresenceHistory
{
    /// <exception cref="GadUnavailableException">The store is away.</exception>
    ValueTask<Coverage> Coverage(CoverageQuery query, CancellationToken cancellation);

    /// <exception cref="GadUnavailableException">The store is away.</exception>
    ValueTask<InsideAnswer> Inside(InsideQuery query, CancellationToken cancellation);

    /// <summary>Evidence for judging a patrol: its fixes, the candidate cells whose middles lie in the area, and its streets.</summary>
    /// <exception cref="GadUnavailableException">The store is away.</exception>
    ValueTask<PatrolEvidence> Evidence(PatrolQuery query, ImmutableArray<CellId> candidates, CancellationToken cancellation);
}

/// <param name="Cells">Of the candidates, those of the area.</param>
/// <param name="Fixes">Of each efectivo, by device time.</param>
/// <param name="Streets">Null where no roads are loaded.</param>
public sealed record PatrolEvidence(
    HistoryVerdict Verdict, ImmutableArray<CellId> Cells, IReadOnlyList<(string EfectivoId, IReadOnlyList<Fix> Fixes)> Fixes, ImmutableArray<PatrolledStreet>? Streets);
