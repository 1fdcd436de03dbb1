using System.Collections.Concurrent;
using System.Collections.Immutable;
using GrupoGad.Alarms;
using GrupoGad.Boards;

namespace GrupoGad.WebFrontend.Tests.Fakes;

/// <summary>A shard of the boards that tells each change at once; what a test takes out of its mind is gone without a word.</summary>
internal sealed class FakeBoardGrain : Grain, IBoardGrain
{
    private static readonly ConcurrentDictionary<long, BoardScript> All = new();

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private BoardScript Script => Of(this.GetPrimaryKeyLong());

    public static BoardScript Of(long shard) => All.GetOrAdd(shard, _ => new BoardScript());

    public async ValueTask Put(ImmutableArray<BoardItem> items)
    {
        foreach (var item in items)
        {
            Script.Items[item.Key] = item;
        }
        await Tell(new BoardBatch { Shard = (int)this.GetPrimaryKeyLong(), Sequence = ++Script.Sequence, Items = items });
    }

    public ValueTask<long> Watch(IBoardWatcher watcher)
    {
        Script.Watchers[watcher] = true;
        return ValueTask.FromResult(Script.Sequence);
    }

    public ValueTask Unwatch(IBoardWatcher watcher)
    {
        Script.Watchers.TryRemove(watcher, out _);
        return ValueTask.CompletedTask;
    }

    public ValueTask<ImmutableArray<string>> OpenAlarms() => ValueTask.FromResult(ImmutableArray<string>.Empty);

    public ValueTask<BoardBatch> Snapshot() => ValueTask.FromResult(new BoardBatch
    {
        Shard = (int)this.GetPrimaryKeyLong(), Sequence = Script.Sequence, Snapshot = true, Items = [.. Script.Items.Values],
    });

    private Task Tell(BoardBatch batch) => Task.WhenAll(Script.Watchers.Keys.Select(watcher => Tell(watcher, batch)));

    /// <summary>A gateway that a test has closed never answers: it holds up nobody, as it does not at the real board. One that lives renews its watch.</summary>
    private async Task Tell(IBoardWatcher watcher, BoardBatch batch)
    {
        try
        {
            await watcher.OnBoard(batch).WaitAsync(Patience);
        }
        catch (Exception)
        {
            Script.Watchers.TryRemove(watcher, out _);
        }
    }
}

internal sealed class BoardScript
{
    public ConcurrentDictionary<string, BoardItem> Items { get; } = new();

    public ConcurrentDictionary<IBoardWatcher, bool> Watchers { get; } = new();

    public long Sequence = 1_000;
}

/// <summary>What the fake grains of alarms and welfare say of one efectivo.</summary>
internal sealed class AlarmScript
{
    private static readonly ConcurrentDictionary<string, AlarmScript> All = new();

    public ConcurrentQueue<RaiseAlarm> Raised { get; } = new();

    public ConcurrentQueue<(string What, string Actor, string Reason)> Closed { get; } = new();

    /// <summary>What every call is answered; null: done.</summary>
    public AlarmAnswer? Answer { get; set; }

    public bool Known { get; set; } = true;

    public TimeSpan Every { get; set; }

    public string SetBy { get; set; } = "";

    public long Version { get; set; }

    public int CheckIns;

    public static AlarmScript Of(string code) => All.GetOrAdd(code, _ => new AlarmScript());

    public static AlarmSummary Summarise(string code, AlarmStatus status, long version = 1, string alarmId = "panic-0001") => new()
    {
        AlarmId = alarmId, EfectivoId = code, Kind = AlarmKind.Panic, Status = status, RaisedAt = DateTime.UtcNow, Version = version,
    };
}

internal sealed class FakeAlarmGrain : Grain, IAlarmGrain
{
    private string Code => this.GetPrimaryKeyString();

    private AlarmScript Script => AlarmScript.Of(Code);

    public ValueTask<AlarmAnswer> Raise(RaiseAlarm alarm, CancellationToken cancellation)
    {
        Script.Raised.Enqueue(alarm);
        return Answer(AlarmStatus.Raised, alarm.AlarmId);
    }

    public ValueTask<AlarmAnswer> Acknowledge(string actor, CancellationToken cancellation)
    {
        Script.Closed.Enqueue(("acknowledge", actor, ""));
        return Answer(AlarmStatus.Acknowledged);
    }

    public ValueTask<AlarmAnswer> Cancel(string actor, string reason, CancellationToken cancellation)
    {
        Script.Closed.Enqueue(("cancel", actor, reason));
        return Answer(AlarmStatus.Cancelled);
    }

    public ValueTask<AlarmAnswer> Help(string operationId, string actor, CancellationToken cancellation)
    {
        Script.Closed.Enqueue(("help", actor, operationId));
        return Answer(AlarmStatus.Acknowledged);
    }

    public ValueTask<AlarmSummary?> Describe(CancellationToken cancellation) => ValueTask.FromResult<AlarmSummary?>(null);

    public ValueTask Wake(CancellationToken cancellation) => ValueTask.CompletedTask;

    private ValueTask<AlarmAnswer> Answer(AlarmStatus status, string alarmId = "panic-0001") => ValueTask.FromResult(
        Script.Answer ?? new AlarmAnswer { Outcome = AlarmOutcome.Done, Alarm = AlarmScript.Summarise(Code, status, alarmId: alarmId) });
}

internal sealed class FakeWelfareGrain : Grain, IWelfareGrain
{
    private AlarmScript Script => AlarmScript.Of(this.GetPrimaryKeyString());

    public ValueTask<bool> Set(TimeSpan every, string actor, CancellationToken cancellation) => throw new NotSupportedException("the door says what it expects");

    public async ValueTask<WelfareAnswer> Put(TimeSpan every, string actor, Expected expected, CancellationToken cancellation)
    {
        if (!Script.Known || expected.Against(Script.Version, same: every == Script.Every) != Mismatch.None)
        {
            return new WelfareAnswer(Script.Known ? AlarmOutcome.Stale : AlarmOutcome.UnknownEfectivo, Script.Known ? await Describe(cancellation) : null);
        }
        (Script.Every, Script.SetBy, Script.Version) = (every, actor, Script.Version + (every == Script.Every ? 0 : 1));
        return new WelfareAnswer(AlarmOutcome.Done, await Describe(cancellation));
    }

    public ValueTask<WelfareView> CheckIn(CancellationToken cancellation)
    {
        Interlocked.Increment(ref Script.CheckIns);
        return Describe(cancellation);
    }

    public ValueTask<WelfareView> Describe(CancellationToken cancellation) => ValueTask.FromResult(new WelfareView
    {
        Every = Script.Every, DueAt = Script.Every > TimeSpan.Zero ? DateTime.UtcNow + Script.Every : null, SetBy = Script.SetBy, Version = Script.Version,
    });

    public ValueTask Wake(CancellationToken cancellation) => ValueTask.CompletedTask;
}
