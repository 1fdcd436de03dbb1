using GrupoGad.History;
using GrupoGad.Operations;
using GrupoGad.WebFrontend.Places;

namespace GrupoGad.WebFrontend.History;

/// <summary>An operation as it stood.</summary>
/// <param name="Area">Corners of its ring, not closed; empty: none.</param>
/// <param name="People">The efectivos that held an open bond, by code.</param>
internal sealed record PastOperationResource(
    string OperationId, string Title, OperationType Type, OperationPriority Priority, OperationStatus Status, DateTime PlannedStart, DateTime PlannedEnd,
    string Commander, PointItem? Point, IReadOnlyList<PointItem> Area, IReadOnlyList<PastPersonResource> People)
{
    public static PastOperationResource Of(PastOperation operation) => new(
        operation.OperationId, operation.Title, operation.Type, operation.Priority, operation.Status, operation.PlannedStart, operation.PlannedEnd,
        operation.Commander, PointItem.Of(operation.Point), PointItem.Of(operation.Area),
        [.. operation.People.Select(person => new PastPersonResource(person.EfectivoId, person.Step, person.At))]);
}

/// <param name="At">When it came to that step.</param>
internal sealed record PastPersonResource(string EfectivoId, AssignmentStep Step, DateTime At);
