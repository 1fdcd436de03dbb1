using System.Collections.Concurrent;
using System.Collections.Immutable;
using GrupoGad.Commands;
using GrupoGad.Operations;

namespace GrupoGad.Cluster.Tests.Commands;

/// <summary>Operations as commands see them: what there is, and what they were told.</summary>
public sealed class TableOfOperations : ICommandedOperations
{
    private readonly ConcurrentDictionary<string, OperationView> _operations = new();
    private readonly ConcurrentQueue<(string OperationId, string EfectivoId, string AssignmentId, AssignmentStep Step)> _told = new();

    /// <summary>How many of the next calls fail.</summary>
    public int Failing;

    public void Add(string id, OperationStatus status, string commander, params string[] people) => _operations[id] = new OperationView
    {
        OperationId = id, Status = status, Version = 1,
        Plan = new OperationPlan
        {
            Title = "Operativo", Type = OperationType.Patrol, Priority = OperationPriority.High, PlannedStart = DateTime.UtcNow,
            PlannedEnd = DateTime.UtcNow.AddHours(1), Commander = commander,
        },
        Assignments = [.. people.Select(person => new Assignment { EfectivoId = person, AssignmentId = "a-" + person, Step = AssignmentStep.Accepted, At = DateTime.UtcNow })],
    };

    public ImmutableArray<(string EfectivoId, string AssignmentId, AssignmentStep Step)> Told(string operationId) =>
        [.. _told.Where(told => told.OperationId == operationId).Select(told => (told.EfectivoId, told.AssignmentId, told.Step))];

    public ValueTask<OperationView?> Describe(string operationId, CancellationToken cancellation) => new(_operations.GetValueOrDefault(operationId));

    public ValueTask<OperationAnswer> Step(string operationId, string efectivoId, string assignmentId, AssignmentStep step, OperationRequest request)
    {
        if (Interlocked.Decrement(ref Failing) >= 0)
        {
            throw new GadUnavailableException("postgis");
        }
        _told.Enqueue((operationId, efectivoId, assignmentId, step));
        return new(new OperationAnswer { Outcome = OperationOutcome.Done });
    }
}
