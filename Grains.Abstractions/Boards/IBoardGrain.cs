using System.Collections.Immutable;
using GrupoGad.Alarms;
using GrupoGad.Commands;
using GrupoGad.Operations;

namespace GrupoGad.Boards;

/// <summary>Part of what operators watch: operations, commands and alarms that are open or closed not long ago. Sent to gateways as it changes.</summary>
/// <remarks>Key: the number of a shard, 0..<see cref="BoardShards.Count"/>−1. Soft state, filled by the grains it shows.</remarks>
[Alias(Aliases.BoardGrain)]
public interface IBoardGrain : IGrainWithIntegerKey
{
    /// <summary>Shows or replaces items; one that is older than what is shown changes nothing.</summary>
    [Alias(nameof(Put))]
    ValueTask Put(ImmutableArray<BoardItem> items);

    /// <summary>Starts or renews a watch (every 10–15 s; it expires after 45 s) and returns the current sequence of the board.</summary>
    [Alias(nameof(Watch))]
    ValueTask<long> Watch(IBoardWatcher watcher);

    [Alias(nameof(Unwatch))]
    ValueTask Unwatch(IBoardWatcher watcher);

    [Alias(nameof(Snapshot))]
    ValueTask<BoardBatch> Snapshot();

    /// <summary>Efectivos of this shard with an alarm that is not cancelled.</summary>
    [Alias(nameof(OpenAlarms))]
    ValueTask<ImmutableArray<string>> OpenAlarms();
}

/// <summary>A gateway as boards see it.</summary>
[Alias(Aliases.BoardWatcher)]
public interface IBoardWatcher : IGrainObserver
{
    [Alias(nameof(OnBoard))]
    Task OnBoard(BoardBatch batch);
}

public static class BoardShards
{
    /// <summary>Few: every gateway with an operator watches all of them.</summary>
    public const int Count = 8;

    /// <summary>The shard of an operation, a command or an efectivo's alarm.</summary>
    public static int Of(string key) => StreamNames.ShardOf(key) % Count;
}

/// <summary>One thing on a board: exactly one of the three is set.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.BoardItem)]
public sealed record BoardItem
{
    [Id(0)] public OperationSummary? Operation { get; init; }

    [Id(1)] public CommandSummary? Command { get; init; }

    [Id(2)] public AlarmSummary? Alarm { get; init; }

    /// <summary>Unique on its board: <c>o:CODE</c>, <c>c:ID</c>, <c>a:EFECTIVO</c>.</summary>
    public string Key => Operation is { } operation ? "o:" + operation.OperationId
        : Command is { } command ? "c:" + command.Command.CommandId
        : "a:" + Alarm!.EfectivoId;

    public long Version => Operation?.Version ?? Command?.Version ?? Alarm!.Version;

    /// <summary>Over: shown for a while yet, then dropped.</summary>
    public bool Closed => Operation is { Status: OperationStatus.Completed or OperationStatus.Cancelled }
        || Command is { Status: not CommandStatus.Open, AwaitsPerson: false }
        || Alarm is { Status: AlarmStatus.Cancelled };
}

[GenerateSerializer, Immutable, Alias(Aliases.BoardBatch)]
public sealed record BoardBatch
{
    [Id(0)] public required int Shard { get; init; }

    /// <summary>One more than the batch before; starts from the clock at activation.</summary>
    [Id(1)] public required long Sequence { get; init; }

    /// <summary>Replaces all that was known of the shard.</summary>
    [Id(2)] public bool Snapshot { get; init; }

    [Id(3)] public ImmutableArray<BoardItem> Items { get; init; } = [];

    /// <summary>Keys no longer shown.</summary>
    [Id(4)] public ImmutableArray<string> Removed { get; init; } = [];
}
