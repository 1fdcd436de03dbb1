namespace GrupoGad.Operations;

/// <summary>Search over stored operations.</summary>
public interface IOperationDirectory
{
    /// <summary>One page, by code.</summary>
    ValueTask<OperationPage> Find(OperationQuery query, CancellationToken cancellation);
}
