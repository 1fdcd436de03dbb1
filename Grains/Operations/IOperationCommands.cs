using System.Collections.Immutable;

namespace GrupoGad.Operations;

/// <summary>Commands of an operation in the ledger, which it checks before it may close.</summary>
public interface IOperationCommands
{
    /// <summary>Ids of its critical commands with somebody unanswered and nobody's waiver; at most 100.</summary>
    ValueTask<ImmutableArray<string>> UnansweredCritical(string operationId, CancellationToken cancellation);

    /// <summary>Commands, its own proposals apart, that are not withdrawn and that somebody has not answered or not finished.</summary>
    /// <param name="efectivoId">It, or its replacement by escalation, has not; empty: anybody.</param>
    ValueTask<ImmutableArray<string>> Unfinished(string operationId, string efectivoId, CancellationToken cancellation);
}
