using System.Collections.Immutable;

namespace GrupoGad.Operations;

/// <summary>What an operation asks of the command ledger before it may close.</summary>
public interface IOperationCommands
{
    /// <summary>Ids of its critical commands with somebody unanswered and nobody's waiver; at most 100.</summary>
    ValueTask<ImmutableArray<string>> UnansweredCritical(string operationId, CancellationToken cancellation);

    /// <summary>Commands, its own proposals apart, that are not withdrawn and that somebody has not answered or not finished.</summary>
    /// <param name="efectivoId">It, or who was told in its place, has not; empty: anybody.</param>
    ValueTask<ImmutableArray<string>> Unfinished(string operationId, string efectivoId, CancellationToken cancellation);
}
