using System.Collections.Immutable;

namespace GrupoGad.Operations;

/// <summary>Questions of an operation to the command ledger before it may close.</summary>
public interface IOperationCommands
{
    /// <summary>Ids of its critical commands with a missing answer that is not waived; at most 100.</summary>
    ValueTask<ImmutableArray<string>> UnansweredCritical(string operationId, CancellationToken cancellation);

    /// <summary>Commands, its own proposals apart, that are not withdrawn and that a recipient has not answered or not finished.</summary>
    /// <param name="efectivoId">Only commands that this efectivo, or the one notified in its place, has not answered or finished; empty: of any.</param>
    ValueTask<ImmutableArray<string>> Unfinished(string operationId, string efectivoId, CancellationToken cancellation);
}
