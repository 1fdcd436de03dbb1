using System.Collections.Immutable;

namespace GrupoGad.Fences;

/// <param name="After">Where it stands now.</param>
/// <param name="Events">Events to publish, in order; empty mostly.</param>
/// <param name="Visits">For those who count who is inside: the fences' grains. Empty mostly.</param>
public readonly record struct FenceJudgement(FenceTrackState After, ImmutableArray<FenceEvent> Events, ImmutableArray<VisitChange> Visits);

/// <param name="MeetsFilter">Of <see cref="VisitChangeKind.Ended"/>: whether it met it until then.</param>
/// <param name="At">Device time, UTC; our time when a change of the fence or of the efectivo made it.</param>
public readonly record struct VisitChange(string FenceId, VisitChangeKind Kind, bool MeetsFilter, DateTime At);

public enum VisitChangeKind
{
    Began = 1,
    Ended = 2,

    /// <summary>Inside as before, but now it meets the filter, or no longer does.</summary>
    SubjectChanged = 3,
}
