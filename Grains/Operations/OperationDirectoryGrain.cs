using Orleans.Concurrency;

namespace GrupoGad.Operations;

/// <inheritdoc cref="IOperationDirectoryGrain"/>
[StatelessWorker, Reentrant]
public sealed class OperationDirectoryGrain(IOperationDirectory directory) : Grain, IOperationDirectoryGrain
{
    public ValueTask<OperationPage> Find(OperationQuery query, CancellationToken cancellation) =>
        query.Limit is < 1 or > 500
            ? throw new ArgumentException("The limit is 1..500.", nameof(query))
            : directory.Find(query, cancellation);
}
