using System.Collections.Concurrent;
using System.Diagnostics;
using GrupoGad.LoadGenerator.Clients;
using GrupoGad.Protocol.V1;

namespace GrupoGad.Benchmarks.Commands;

/// <summary>One efectivo's own record: what it acted on, what it answered, and what the system said to that. The ledger is held against it.</summary>
public sealed class CrewRecord(string code, ConcurrentDictionary<string, int> retries, Action<Command, long>? seen) : IFieldLog
{
    private readonly ConcurrentDictionary<string, LadderStep> _answers = new();
    private readonly ConcurrentDictionary<string, LadderStep> _settled = new();
    private int _repeats;

    public string Code => code;

    /// <summary>Its answer to each command it acted on.</summary>
    public IReadOnlyDictionary<string, LadderStep> Answers => _answers;

    /// <summary>Answers the system has recorded, by its own word.</summary>
    public IReadOnlyDictionary<string, LadderStep> Settled => _settled;

    /// <summary>Acknowledgements the system refused.</summary>
    public ConcurrentBag<CommandAckResult> RefusedAcks { get; } = [];

    /// <summary>Commands that came again and were not acted on again.</summary>
    public int Repeats => _repeats;

    /// <summary>One of five is refused: by the command and the efectivo, so that nobody can agree by chance.</summary>
    public IReadOnlyList<LadderStep> Answer(Command command)
    {
        var answer = StreamNames.ShardOf(command.CommandId + code) % 5 == 0 ? LadderStep.Refused : LadderStep.Accepted;
        if (!_answers.TryAdd(command.CommandId, answer))
        {
            throw new InvalidOperationException($"{code} acted twice on {command.CommandId}");
        }
        return [LadderStep.Delivered, answer];
    }

    public void Took(Command command, bool isFirst)
    {
        if (isFirst)
        {
            seen?.Invoke(command, Stopwatch.GetTimestamp());
            return;
        }
        Interlocked.Increment(ref _repeats);
    }

    void IFieldLog.Settled(CommandAckResult result)
    {
        if (result.Outcome is not (StepOutcome.Recorded or StepOutcome.Repeated))
        {
            RefusedAcks.Add(result);
        }
        else if (result.Step is LadderStep.Accepted or LadderStep.Refused)
        {
            _settled[result.CommandId] = result.Step;
        }
    }

    void IFieldLog.Retried(string why) => retries.AddOrUpdate(why, 1, (_, count) => count + 1);
}
