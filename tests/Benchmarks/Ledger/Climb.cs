using System.Diagnostics;
using GrupoGad.Benchmarks.Harness;
using GrupoGad.Commands;

namespace GrupoGad.Benchmarks.Ledger;

/// <summary>Commands to one efectivo each climb their ladders in a store. Awaited steps are timed from their call until they are durable.</summary>
/// <param name="name">Begins the ids of its commands.</param>
public sealed class Climb(IStepStore store, string name)
{
    /// <summary>Steps that a caller waits for.</summary>
    public static IReadOnlyList<LadderStep> Awaited { get; } = [LadderStep.Issued, LadderStep.Delivered, LadderStep.Accepted];

    private int _commands;
    private int _wrong;
    private long _steps;

    public LatencyMeter Durable { get; } = new();

    public int Commands => Volatile.Read(ref _commands);

    /// <summary>Awaited steps that are durable.</summary>
    public long Steps => Interlocked.Read(ref _steps);

    /// <summary>Steps that the store did not accept as new.</summary>
    public int Wrong => Volatile.Read(ref _wrong);

    public string IdPrefix => $"{name}-";

    /// <summary>So many at a time, each step as soon as the one before is durable.</summary>
    /// <param name="one">One ladder.</param>
    public static Task ClosedLoop(int atOnce, TimeSpan time, Func<Task> one)
    {
        var start = Stopwatch.GetTimestamp();
        return Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(start) < time)
            {
                await one();
            }
        })));
    }

    /// <summary>The three steps that somebody waits for.</summary>
    public async Task One()
    {
        var (id, efectivo) = Next();
        foreach (var step in Awaited)
        {
            await Timed(Stopwatch.GetTimestamp(), () => store.Take(id, efectivo, step));
        }
    }

    /// <summary>All that a real command writes: with the hand-overs that nobody waits for, and its closing. Seven rows in six entries.</summary>
    /// <param name="due">When it should have begun.</param>
    public async Task Whole(LedgerSteps ledger, long due)
    {
        var (id, efectivo) = Next();
        await Timed(due, () => ledger.Take(id, efectivo, LadderStep.Issued));
        ledger.Note(id, efectivo, LadderStep.Enqueued);
        ledger.Note(id, efectivo, LadderStep.Sent);
        await Timed(Stopwatch.GetTimestamp(), () => ledger.Take(id, efectivo, LadderStep.Delivered));
        await Timed(Stopwatch.GetTimestamp(), () => ledger.Take(id, efectivo, LadderStep.Accepted));
        await ledger.Close(id);
    }

    private (string Id, string Efectivo) Next()
    {
        var number = Interlocked.Increment(ref _commands);
        return ($"{IdPrefix}{number:D8}", $"LADDER-{number % 2_000:D4}");
    }

    private async Task Timed(long since, Func<Task<bool>> take)
    {
        if (!await take())
        {
            Interlocked.Increment(ref _wrong);
        }
        Durable.Record(Stopwatch.GetTimestamp() - since);
        Interlocked.Increment(ref _steps);
    }
}
