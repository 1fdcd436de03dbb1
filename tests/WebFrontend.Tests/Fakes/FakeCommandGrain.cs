using System.Collections.Concurrent;
using GrupoGad.Commands;
using Orleans.Concurrency;

namespace GrupoGad.WebFrontend.Tests.Fakes;

/// <summary>What the fake grain of one command answers, and what it was asked; shared with the test, which is in the same process.</summary>
internal sealed class CommandScript
{
    private static readonly ConcurrentDictionary<string, CommandScript> All = new();

    public Func<IssueCommand, IssueAnswer> Issue { get; set; } = _ => new IssueAnswer { Outcome = IssueOutcome.Issued, Recipients = 1 };

    public Func<RecipientStep, StepAnswer> Step { get; set; } = step => new StepAnswer { Outcome = StepOutcome.Recorded, Step = step.Step };

    /// <summary>Of a withdrawal or a waiver, by actor and reason.</summary>
    public Func<string, string, CloseAnswer> Close { get; set; } = (_, _) => new CloseAnswer { Outcome = CloseOutcome.Done };

    public Func<string, int, LadderPage?> Ladders { get; set; } = (_, _) => null;

    /// <summary>Names of the methods that were called, in order.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    public static CommandScript Of(string commandId) => All.GetOrAdd(commandId, _ => new CommandScript());
}

[Reentrant]
internal sealed class FakeCommandGrain : Grain, ICommandGrain
{
    private CommandScript Script => CommandScript.Of(this.GetPrimaryKeyString());

    public ValueTask<IssueAnswer> Issue(IssueCommand command, CancellationToken cancellation) =>
        ValueTask.FromResult(Called(nameof(Issue)).Issue(command));

    public ValueTask<StepAnswer> Step(RecipientStep step, CancellationToken cancellation) => ValueTask.FromResult(Called(nameof(Step)).Step(step));

    public ValueTask Passed(string efectivoId, LadderStep step, DateTime at)
    {
        Called(nameof(Passed));
        return ValueTask.CompletedTask;
    }

    public ValueTask<CloseAnswer> Withdraw(string actor, string reason, CancellationToken cancellation) =>
        ValueTask.FromResult(Called(nameof(Withdraw)).Close(actor, reason));

    public ValueTask<CloseAnswer> Waive(string actor, string reason, CancellationToken cancellation) =>
        ValueTask.FromResult(Called(nameof(Waive)).Close(actor, reason));

    public ValueTask<LadderPage?> Ladders(string after, int limit, CancellationToken cancellation) =>
        ValueTask.FromResult(Called(nameof(Ladders)).Ladders(after, limit));

    public ValueTask Wake(CancellationToken cancellation) => ValueTask.CompletedTask;

    private CommandScript Called(string method)
    {
        Script.Calls.Enqueue(method);
        return Script;
    }
}
