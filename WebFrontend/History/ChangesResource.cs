using GrupoGad.Efectivos;
using GrupoGad.History;

namespace GrupoGad.WebFrontend.History;

/// <summary>A stretch of the past, to be applied to the snapshot at <paramref name="From"/> row by row.</summary>
/// <param name="Settled">False while reports received by <paramref name="To"/> may not be stored yet.</param>
/// <param name="Efectivos">The efectivos that moves and turns name by their place in this list, as they stood at <paramref name="From"/>.</param>
/// <param name="Turns">The efectivos that stand otherwise from then on, in order of time.</param>
/// <param name="Operations">In order of time: the operation as it stood from then on, wherever its place is.
/// Completed and Cancelled: it left the picture.</param>
internal sealed record ChangesResource(
    DateTime From, DateTime To, bool Settled, IReadOnlyList<PastActorResource> Efectivos, MovesResource Moves, IReadOnlyList<PastTurnResource> Turns,
    IReadOnlyList<PastOperationChangeResource> Operations, IReadOnlyList<PastFenceChangeResource> Fences)
{
    public static ChangesResource Of(PastChanges changes, ChangesQuery query, bool settled) => new(
        query.From, query.To, settled,
        [.. changes.Actors.Select(actor => PastActorResource.Of(actor.EfectivoId, actor.Standing))],
        MovesResource.Of(changes.Moves, query.From),
        [.. changes.Turns.Select(turn => PastTurnResource.Of(turn, query.From))],
        [.. changes.Operations.Select(change => new PastOperationChangeResource(MovesResource.Ms(change.At, query.From), PastOperationResource.Of(change.Operation)))],
        [.. changes.Fences.Select(change => new PastFenceChangeResource(
            MovesResource.Ms(change.At, query.From), change.FenceId, change.Fence is { } fence ? PastFenceResource.Of(fence) : null))]);
}

internal sealed record PastActorResource(string EfectivoId, string DisplayName, string Unit, Availability? Availability, IReadOnlyList<string> Skills)
{
    public static PastActorResource Of(string id, PastStanding standing) => new(id, standing.DisplayName, standing.Unit, standing.Availability, standing.Skills);
}

/// <param name="AtMs">Milliseconds after from.</param>
/// <param name="Efectivo">Place in the list of efectivos.</param>
internal sealed record PastTurnResource(
    double AtMs, int Efectivo, string DisplayName, string Unit, Availability? Availability, IReadOnlyList<string> Skills)
{
    public static PastTurnResource Of(PastTurn turn, DateTime from) => new(
        MovesResource.Ms(turn.At, from), turn.Actor, turn.Standing.DisplayName, turn.Standing.Unit, turn.Standing.Availability, turn.Standing.Skills);
}

/// <param name="AtMs">Milliseconds after from.</param>
internal sealed record PastOperationChangeResource(double AtMs, PastOperationResource Operation);
