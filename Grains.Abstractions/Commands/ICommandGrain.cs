using Orleans.Concurrency;

namespace GrupoGad.Commands;

/// <summary>One command and the ladder of each of its recipients. The ledger is the truth; this is its live copy, and the clock of its deadlines.</summary>
/// <remarks>Key: the command's id. Calls interleave while they wait for the ledger.</remarks>
[Alias(Aliases.CommandGrain)]
public interface ICommandGrain : IGrainWithStringKey
{
    /// <summary>Finds the recipients, writes command and ladders to the ledger, answers, and sends. The same again gives the same answer.</summary>
    [Urgent, Alias(nameof(Issue))]
    ValueTask<IssueAnswer> Issue(IssueCommand command, CancellationToken cancellation = default);

    /// <summary>Judged by the ladder's rules; durable before the answer.</summary>
    [Urgent, Alias(nameof(Step)), AlwaysInterleave]
    ValueTask<StepAnswer> Step(RecipientStep step, CancellationToken cancellation = default);

    /// <summary>The inbox or gateway of a recipient passes on how far it came: Enqueued or Sent. Written with the next commit.</summary>
    [Alias(nameof(Passed)), AlwaysInterleave, OneWay]
    ValueTask Passed(string efectivoId, LadderStep step, DateTime at);

    /// <summary>Takes it back from all who have not finished it. Needs a reason.</summary>
    [Alias(nameof(Withdraw)), AlwaysInterleave]
    ValueTask<CloseAnswer> Withdraw(string actor, string reason, CancellationToken cancellation = default);

    /// <summary>Settles the missing answers at a person's request. Needs a reason.</summary>
    [Alias(nameof(Waive)), AlwaysInterleave]
    ValueTask<CloseAnswer> Waive(string actor, string reason, CancellationToken cancellation = default);

    /// <summary>Its operation is closed: missing answers count as waived, and all recipients who have not finished it are notified.</summary>
    [Alias(nameof(EndWithOperation)), AlwaysInterleave]
    ValueTask<CloseAnswer> EndWithOperation(string actor, string reason, CancellationToken cancellation = default);

    /// <summary>A recipient left its operation: it and its replacements by escalation need not answer what was issued before. It is notified.</summary>
    [Alias(nameof(LetGo)), AlwaysInterleave]
    ValueTask LetGo(string efectivoId, DateTime at, string actor, string reason, CancellationToken cancellation = default);

    /// <summary>The command and a page of ladders after a code; null when it was never issued. Limit 1–1,000.</summary>
    [Alias(nameof(Ladders)), AlwaysInterleave]
    ValueTask<LadderPage?> Ladders(string after, int limit, CancellationToken cancellation = default);

    /// <summary>Comes to life and goes on with what it owes: re-sending, escalating, expiring. After a start, and after a silo died.</summary>
    [Alias(nameof(Wake)), AlwaysInterleave]
    ValueTask Wake(CancellationToken cancellation = default);
}
