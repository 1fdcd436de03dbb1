using GrupoGad.Commands;

namespace GrupoGad.Silo.Tests.Operations;

/// <summary>Only so that a command's grain has an address; <see cref="CommandRecorder"/> answers in its place. To go when the product has one.</summary>
public sealed class NoCommandGrain : Grain, ICommandGrain
{
    public ValueTask<IssueAnswer> Issue(IssueCommand command, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<StepAnswer> Step(RecipientStep step, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask Passed(string efectivoId, LadderStep step, DateTime at) => throw new NotSupportedException();

    public ValueTask<CloseAnswer> Withdraw(string actor, string reason, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<CloseAnswer> Waive(string actor, string reason, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<LadderPage?> Ladders(string after, int limit, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask Wake(CancellationToken cancellation) => throw new NotSupportedException();
}
