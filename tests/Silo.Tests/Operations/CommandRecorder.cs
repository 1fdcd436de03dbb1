using System.Collections.Concurrent;
using GrupoGad.Commands;

namespace GrupoGad.Silo.Tests.Operations;

/// <summary>Stands between operations or fences and the grains of their commands: keeps what operations say, and answers as a command would. Shared by the silos of one process.</summary>
public sealed class CommandRecorder : IOutgoingGrainCallFilter
{
    private readonly ConcurrentDictionary<string, IssueCommand> _issued = new();
    private readonly ConcurrentDictionary<string, Ladder> _ladders = new();
    private readonly ConcurrentQueue<(string Id, RecipientStep Step)> _steps = new();
    private readonly ConcurrentQueue<string> _withdrawn = new();
    private readonly ConcurrentQueue<(string, string, string, string)> _letGo = new();

    /// <summary>Nothing gets through, as when no silo can host it.</summary>
    public volatile bool Away;

    /// <summary>No call is answered before this ends.</summary>
    public volatile Task Gate = Task.CompletedTask;

    /// <summary>Calls that wait for the gate.</summary>
    public int Held;

    public IReadOnlyDictionary<string, IssueCommand> Issued => _issued;

    public IEnumerable<(string Id, RecipientStep Step)> Steps => _steps;

    public IEnumerable<string> Withdrawn => _withdrawn;

    /// <summary>Of which command each was let go.</summary>
    public IEnumerable<(string Id, string EfectivoId, string Actor, string Reason)> LetGo => _letGo;

    /// <summary>Calls of Issue, repeated ones too.</summary>
    public int IssueCalls;

    public IEnumerable<IssueCommand> Of(string operationId) => _issued.Values.Where(command => command.OperationId == operationId);

    /// <summary>The ladder says this of the command's only recipient, though nobody told the operation.</summary>
    public void Answered(string commandId, LadderStep step, string reason = "") => _ladders[commandId] = new Ladder
    {
        EfectivoId = _issued[commandId].Recipients[0].Value,
        Step = step,
        Steps = [new LadderEntry { Step = step, At = DateTime.UtcNow, RecordedAt = DateTime.UtcNow, Reason = reason, Actor = "" }],
    };

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        if (context.InterfaceMethod.DeclaringType != typeof(ICommandGrain) || context.SourceId?.Type.ToString() is not ("operation" or "fence"))
        {
            await context.Invoke();
            return;
        }
        if (Away)
        {
            throw new TimeoutException("Nobody answers for commands.");
        }
        if (!Gate.IsCompleted)
        {
            Interlocked.Increment(ref Held);
            await Gate;
        }
        context.Result = Answer(context.InterfaceMethod.Name, context.TargetId.Key.ToString()!, context);
    }

    private object? Answer(string method, string id, IOutgoingGrainCallContext context)
    {
        switch (method)
        {
            case nameof(ICommandGrain.Issue):
                Interlocked.Increment(ref IssueCalls);
                var isNew = _issued.TryAdd(id, (IssueCommand)context.Request.GetArgument(0)!);
                return new IssueAnswer { Outcome = isNew ? IssueOutcome.Issued : IssueOutcome.AlreadyIssued, Recipients = 1 };
            case nameof(ICommandGrain.Step):
                _steps.Enqueue((id, (RecipientStep)context.Request.GetArgument(0)!));
                return new StepAnswer { Outcome = StepOutcome.Recorded };
            case nameof(ICommandGrain.Withdraw):
                _withdrawn.Enqueue(id);
                return new CloseAnswer { Outcome = CloseOutcome.Done };
            case nameof(ICommandGrain.LetGo):
                _letGo.Enqueue((id, (string)context.Request.GetArgument(0)!, (string)context.Request.GetArgument(2)!, (string)context.Request.GetArgument(3)!));
                return null;
            case nameof(ICommandGrain.Ladders):
                return !_issued.ContainsKey(id) ? null : new LadderPage { Command = null!, Ladders = _ladders.TryGetValue(id, out var ladder) ? [ladder] : [] };
            default:
                return new CloseAnswer { Outcome = CloseOutcome.Done };
        }
    }
}
