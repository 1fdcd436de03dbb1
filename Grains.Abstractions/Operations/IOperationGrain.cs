using System.Collections.Immutable;
using Orleans.Concurrency;

namespace GrupoGad.Operations;

/// <summary>A task of the field force: its plan, its people, its life, and everything that happened to it.</summary>
/// <remarks>Key: the operation's code, <c>^[A-Z0-9_-]{3,20}$</c>. Every change is durable before the answer.</remarks>
[Alias(Aliases.OperationGrain)]
public interface IOperationGrain : IGrainWithStringKey
{
    /// <summary>Creates it, or replaces its plan while it is not closed.</summary>
    [Alias(nameof(Plan))]
    ValueTask<OperationAnswer> Plan(OperationPlan plan, OperationRequest request, CancellationToken cancellation = default);

    /// <param name="force">Starts without any efectivo accepted, or completes with unanswered critical commands (they are waived); needs a reason.</param>
    [ResponseTimeout("00:00:10"), Alias(nameof(Move))]
    ValueTask<OperationAnswer> Move(OperationMove move, bool force, OperationRequest request, CancellationToken cancellation = default);

    /// <summary>Reserves efectivos and sends each its proposal. One call for many, at most 500; one answer each.</summary>
    [ResponseTimeout("00:00:10"), Alias(nameof(Assign))]
    ValueTask<AssignAnswer> Assign(ImmutableArray<string> efectivos, OperationRequest request, CancellationToken cancellation = default);

    /// <summary>
    /// Has it ask the nearest efectivos for as many as its plan wants, and the next ones for those that refuse, until they are held or its close is asked for.
    /// Nothing of that happens without this call.
    /// </summary>
    [Alias(nameof(Fill))]
    ValueTask<OperationAnswer> Fill(OperationRequest request, CancellationToken cancellation = default);

    /// <summary>
    /// What an assigned efectivo said, by its command or through an operator: accepted, refused, en route, on scene; or a release by an operator.
    /// Safe to repeat. <paramref name="assignmentId"/> empty: its newest bond.
    /// </summary>
    [Alias(nameof(Step))]
    ValueTask<OperationAnswer> Step(string efectivoId, string assignmentId, AssignmentStep step, OperationRequest request, CancellationToken cancellation = default);

    /// <summary>Null when it was never planned.</summary>
    [Alias(nameof(Describe)), AlwaysInterleave]
    ValueTask<OperationView?> Describe(CancellationToken cancellation = default);

    /// <summary>
    /// The timeline after a sequence, oldest first, with its orders and their answers from the same time on: those are no part of the limit (1–500) and
    /// have no sequence of their own.
    /// </summary>
    [ResponseTimeout("00:00:10"), Alias(nameof(Timeline)), AlwaysInterleave]
    ValueTask<TimelinePage> Timeline(long after, int limit, CancellationToken cancellation = default);

    /// <summary>
    /// Activates the operation, after a start and after a silo's death. It goes on with pending reservations, proposals, releases and its board entry.
    /// </summary>
    [Alias(nameof(Wake))]
    ValueTask Wake(CancellationToken cancellation = default);
}
