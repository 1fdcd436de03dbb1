using System.Collections.Immutable;
using GrupoGad.Efectivos;

namespace GrupoGad.Fences;

/// <summary>
/// Where one efectivo stands among the fences: its last live fix, and which fences it is inside. Immutable; a value, so that a fix which changes nothing makes
/// no object.
/// </summary>
public readonly struct FenceTrackState
{
    public static readonly FenceTrackState Empty = new(null, []);

    private readonly ImmutableArray<FenceVisit> _visits;

    internal FenceTrackState(in Fix? last, ImmutableArray<FenceVisit> visits) => (Last, _visits) = (last, visits);

    /// <summary>Null: none judged yet.</summary>
    public Fix? Last { get; }

    /// <summary>By code, ordinal.</summary>
    public ImmutableArray<FenceVisit> Visits => _visits.IsDefault ? [] : _visits;

    /// <summary>From what was stored.</summary>
    public static FenceTrackState Restore(in Fix? last, IEnumerable<FenceVisit> visits) =>
        new(last, [.. visits.OrderBy(visit => visit.FenceId, StringComparer.Ordinal)]);
}
