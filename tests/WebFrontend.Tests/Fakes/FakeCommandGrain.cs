using System.Collections.Concurrent;
using System.Collections.Immutable;
using GrupoGad.Commands;
using Orleans.Concurrency;

namespace GrupoGad.WebFrontend.Tests.Fakes;

/// <summary>What the fake grains say of one command.</summary>
internal sealed class CommandScript
{
    private static readonly ConcurrentDictionary<string, CommandScript> All = new();

    public ConcurrentQueue<IssueCommand> Issued { get; } = new();

    public ConcurrentQueue<RecipientStep> Steps { get; } = new();

    public ConcurrentQueue<(string What, string Actor, string Reason)> Closed { get; } = new();

    public Func<IssueCommand, IssueAnswer>? Judge { get; set; }

    public StepAnswer Stepped { get; set; } = new() { Outcome = StepOutcome.Recorded, Step = LadderStep.Accepted };

    /// <summary>Instead of <see cref="Stepped"/>.</summary>
    public Func<RecipientStep, StepAnswer>? JudgeStep { get; set; }

    public CloseAnswer Close { get; set; } = new() { Outcome = CloseOutcome.Done };

    /// <summary>By actor and reason, instead of <see cref="Close"/>.</summary>
    public Func<string, string, CloseAnswer>? JudgeClose { get; set; }

    /// <summary>Null: never issued.</summary>
    public CommandSummary? Summary { get; set; }

    public ImmutableArray<Ladder> Ladders { get; set; } = [];

    /// <summary>Calls of Ladders.</summary>
    public int Asked;

    /// <summary>By after and limit, instead of <see cref="Ladders"/>.</summary>
    public Func<string, int, LadderPage?>? JudgePage { get; set; }

    /// <summary>Throws on every page after the first.</summary>
    public bool BreaksOff { get; set; }

    public static CommandScript Of(string commandId) => All.GetOrAdd(commandId, _ => new CommandScript());

    public static IEnumerable<CommandScript> Everything => All.Values;

    public LadderPage? Page(string after, int limit)
    {
        if (JudgePage is not null)
        {
            return JudgePage(after, limit);
        }
        if (Summary is null)
        {
            return null;
        }
        var page = Ladders.Where(ladder => string.CompareOrdinal(ladder.EfectivoId, after) > 0).Take(limit).ToImmutableArray();
        var more = page.Length == limit && page.Length > 0 && Ladders[^1].EfectivoId != page[^1].EfectivoId;
        return new LadderPage { Command = Summary, Ladders = page, Next = more ? page[^1].EfectivoId : "" };
    }

    public static CommandSummary Summarise(CommandOffer offer, long version = 1, params (LadderStep Step, int Count)[] standing)
    {
        var byStep = new int[(int)LadderStep.Withdrawn + 1];
        foreach (var (step, count) in standing)
        {
            byStep[(int)step] = count;
        }
        return new CommandSummary { Command = offer, Status = CommandStatus.Open, ByStep = [.. byStep], Version = version };
    }
}

[Reentrant]
internal sealed class FakeCommandGrain : Grain, ICommandGrain
{
    private CommandScript Script => CommandScript.Of(this.GetPrimaryKeyString());

    public ValueTask<IssueAnswer> Issue(IssueCommand command, CancellationToken cancellation)
    {
        Script.Issued.Enqueue(command);
        return ValueTask.FromResult(Script.Judge?.Invoke(command)
            ?? new IssueAnswer { Outcome = Script.Issued.Count == 1 ? IssueOutcome.Issued : IssueOutcome.AlreadyIssued, Recipients = command.Recipients.Length });
    }

    public ValueTask<StepAnswer> Step(RecipientStep step, CancellationToken cancellation)
    {
        Script.Steps.Enqueue(step);
        return ValueTask.FromResult(Script.JudgeStep?.Invoke(step) ?? Script.Stepped);
    }

    public ValueTask Passed(string efectivoId, LadderStep step, DateTime at) => ValueTask.CompletedTask;

    public ValueTask<CloseAnswer> Withdraw(string actor, string reason, CancellationToken cancellation) => Close("withdraw", actor, reason);

    public ValueTask<CloseAnswer> Waive(string actor, string reason, CancellationToken cancellation) => Close("waive", actor, reason);

    public ValueTask<CloseAnswer> EndWithOperation(string actor, string reason, CancellationToken cancellation) => Close("end", actor, reason);

    public ValueTask LetGo(string efectivoId, DateTime at, string actor, string reason, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask<LadderPage?> Ladders(string after, int limit, CancellationToken cancellation)
    {
        Interlocked.Increment(ref Script.Asked);
        return ValueTask.FromResult(Script.Page(after, limit));
    }

    public ValueTask Wake(CancellationToken cancellation) => ValueTask.CompletedTask;

    private ValueTask<CloseAnswer> Close(string what, string actor, string reason)
    {
        Script.Closed.Enqueue((what, actor, reason));
        return ValueTask.FromResult(Script.JudgeClose?.Invoke(actor, reason) ?? Script.Close);
    }
}

internal sealed class FakeCommandDirectoryGrain : Grain, ICommandDirectoryGrain
{
    /// <summary>The last question of a test is found by its After.</summary>
    public static ConcurrentDictionary<string, CommandQuery> Asked { get; } = new();

    public ValueTask<CommandPage> Find(CommandQuery query, CancellationToken cancellation)
    {
        Asked[query.After] = query;
        return ValueTask.FromResult(new CommandPage
        {
            Commands = [.. CommandScript.Everything.Select(script => script.Summary).OfType<CommandSummary>().Where(summary => summary.Command.OperationId == query.OperationId)],
            Next = query.After.Length > 0 ? "" : "later",
        });
    }

    public ValueTask<LadderPage?> Read(string commandId, string after, int limit, CancellationToken cancellation)
    {
        var script = CommandScript.Of(commandId);
        return script.BreaksOff && after.Length > 0
            ? throw new GadUnavailableException("postgis")
            : ValueTask.FromResult(script.Page(after, limit));
    }
}
