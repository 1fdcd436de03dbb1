using GrupoGad.Operations;
using GrupoGad.WebFrontend.Places;
using GrupoGad.WebFrontend.Preconditions;

namespace GrupoGad.WebFrontend.Operations;

/// <summary>An operation as REST shows it.</summary>
/// <param name="PausedS">Sum of all pauses so far, seconds.</param>
/// <param name="Assignments">All who were ever asked, the newest bond of each.</param>
/// <param name="Version">Grows with every change.</param>
/// <param name="Filling">How many a person has had it ask for by itself; 0: nobody.</param>
public sealed record OperationResource(
    string OperationId, OperationItem Plan, OperationStatus Status, DateTime? ActualStart, DateTime? ActualEnd, double PausedS,
    IReadOnlyList<AssignmentResource> Assignments, long Version, int Filling) : IVersioned
{
    /// <remarks>A pause that goes on grows by itself.</remarks>
    string? IVersioned.Moving => Status == OperationStatus.Paused ? $"{PausedS}" : null;

    internal static OperationResource? OfKnown(OperationView? view) => view is null ? null : Of(view);

    public static OperationResource Of(OperationView view) => new(
        view.OperationId, OperationItem.Of(view.Plan), view.Status, view.ActualStart, view.ActualEnd, view.Paused.TotalSeconds,
        [.. view.Assignments.Select(AssignmentResource.Of)], view.Version, view.Filling);
}

/// <param name="At">When it came to that step, UTC.</param>
/// <param name="CommandId">The command that carries the proposal; empty until there is one.</param>
public sealed record AssignmentResource(string EfectivoId, string AssignmentId, AssignmentStep Step, DateTime At, string Reason, string CommandId)
{
    public static AssignmentResource Of(Assignment assignment) => new(
        assignment.EfectivoId, assignment.AssignmentId, assignment.Step, assignment.At, assignment.Reason, assignment.CommandId);
}

/// <summary>An operation in one line.</summary>
/// <param name="People">Efectivos that hold an open bond.</param>
public sealed record OperationSummaryResource(
    string OperationId, string Title, OperationType Type, OperationPriority Priority, OperationStatus Status, DateTime PlannedStart,
    DateTime PlannedEnd, string Commander, PointItem? Point, IReadOnlyList<AssignmentResource> People, long Version)
{
    public static OperationSummaryResource Of(OperationSummary summary) => new(
        summary.OperationId, summary.Title, summary.Type, summary.Priority, summary.Status, summary.PlannedStart, summary.PlannedEnd,
        summary.Commander, PointItem.Of(summary.Point), [.. summary.People.Select(AssignmentResource.Of)], summary.Version);
}
