using GrupoGad.Operations;

namespace GrupoGad.Commands;

/// <summary>How commands see operations: grains in the product, a table in tests.</summary>
public interface ICommandedOperations
{
    /// <summary>Null when it was never planned.</summary>
    ValueTask<OperationView?> Describe(string operationId, CancellationToken cancellation);

    ValueTask<OperationAnswer> Step(string operationId, string efectivoId, string assignmentId, AssignmentStep step, OperationRequest request);
}

internal sealed class GrainOperations(IGrainFactory grains) : ICommandedOperations
{
    public ValueTask<OperationView?> Describe(string operationId, CancellationToken cancellation) =>
        grains.GetGrain<IOperationGrain>(operationId).Describe(cancellation);

    public ValueTask<OperationAnswer> Step(string operationId, string efectivoId, string assignmentId, AssignmentStep step, OperationRequest request) =>
        grains.GetGrain<IOperationGrain>(operationId).Step(efectivoId, assignmentId, step, request);
}
