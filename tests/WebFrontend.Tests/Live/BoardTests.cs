using GrupoGad.Boards;
using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Live.Frames;
using GrupoGad.WebFrontend.Tests.Fakes;
using AlarmStatus = GrupoGad.Alarms.AlarmStatus;
using CommandClass = GrupoGad.Commands.CommandClass;
using Ladder = GrupoGad.Commands.Ladder;
using LadderStep = GrupoGad.Commands.LadderStep;
using OperationPriority = GrupoGad.Operations.OperationPriority;
using OperationStatus = GrupoGad.Operations.OperationStatus;
using OperationSummary = GrupoGad.Operations.OperationSummary;
using OperationType = GrupoGad.Operations.OperationType;

namespace GrupoGad.WebFrontend.Tests.Live;

/// <summary>Boards and ladders on screens.</summary>
public sealed class BoardTests(LiveWorld world)
{
    public static TheoryData<int> Subprotocols => [(int)Subprotocol.Protobuf, (int)Subprotocol.Json];

    [Theory, MemberData(nameof(Subprotocols))]
    public async Task A_screen_gets_the_whole_board_and_then_what_changes(int subprotocol)
    {
        var (operation, order) = ($"OP-BOARD{subprotocol}", Orders.New(CommandClass.Critical));
        await Put(operation, new BoardItem { Operation = Summary(operation, 1) });
        await Put(order.CommandId, new BoardItem { Command = CommandScript.Summarise(order, 1, (LadderStep.Sent, 3)) });
        using var screen = await world.Gateway.Connect(subprotocol: (Subprotocol)subprotocol);
        var board = new Board();
        await Watch(screen);
        await See(screen, board, () => board.Operations.ContainsKey(operation) && board.Commands.ContainsKey(order.CommandId), "what was there");
        Assert.Equal(1, board.Snapshots);

        await Put(operation, new BoardItem { Operation = Summary(operation, 2) with { Title = "Cambió" } });
        await See(screen, board, () => board.Operations[operation].Title == "Cambió", "the change");
        await Put(operation, new BoardItem { Operation = Summary(operation, 1) });
        await Put(order.CommandId, new BoardItem { Command = CommandScript.Summarise(order, 2, (LadderStep.Accepted, 3)) });
        await See(screen, board, () => board.Commands[order.CommandId].ByStep[(int)LadderStep.Accepted] == 3, "the answers");
        Assert.Equal(("Cambió", 1), (board.Operations[operation].Title, board.Snapshots));
    }

    [Fact]
    public async Task A_raised_alarm_comes_again_each_time_the_board_tells_it_and_an_acknowledged_one_does_not()
    {
        using var screen = await world.Gateway.Connect();
        var board = new Board();
        await Watch(screen);
        for (var told = 1; told <= 3; told++)
        {
            await Put("RINGS-1", new BoardItem { Alarm = AlarmScript.Summarise("RINGS-1", AlarmStatus.Raised) });
            await See(screen, board, () => board.Rung("RINGS-1") >= told, $"the alarm, {told} times");
        }
        await Put("RINGS-1", new BoardItem { Alarm = AlarmScript.Summarise("RINGS-1", AlarmStatus.Acknowledged, 2) });
        await See(screen, board, () => board.Alarms["RINGS-1"].Status == Protocol.V1.AlarmStatus.Acknowledged, "the acknowledgement");
        await Put("RINGS-1", new BoardItem { Alarm = AlarmScript.Summarise("RINGS-1", AlarmStatus.Acknowledged, 2) });
        var marker = Orders.New();
        await Put("RINGS-1", new BoardItem { Command = CommandScript.Summarise(marker) });
        await See(screen, board, () => board.Commands.ContainsKey(marker.CommandId), "what came after it");
        Assert.Equal(4, board.Rung("RINGS-1"));
    }

    [Fact]
    public async Task A_gap_is_healed_by_a_snapshot_and_nothing_vanishes_at_once()
    {
        await using var gateway = await world.Start(("Gad:Live:RenewS", "1"));
        await Put("OP-STAYS", new BoardItem { Operation = Summary("OP-STAYS", 1) });
        using var screen = await gateway.Connect();
        var board = new Board();
        await Watch(screen);
        await See(screen, board, () => board.Operations.ContainsKey("OP-STAYS"), "it before the loss");

        // The board comes to life elsewhere: it has lost what it showed, and counts from another number.
        var script = FakeBoardGrain.Of(BoardShards.Of("OP-STAYS"));
        script.Items.TryRemove("o:OP-STAYS", out _);
        var marker = Orders.New();
        script.Items["c:" + marker.CommandId] = new BoardItem { Command = CommandScript.Summarise(marker) };
        Interlocked.Add(ref script.Sequence, 5_000);
        await See(screen, board, () => board.Commands.ContainsKey(marker.CommandId), "what the snapshot brought");
        Assert.True(board.Operations.ContainsKey("OP-STAYS"));
        await See(screen, board, () => !board.Operations.ContainsKey("OP-STAYS"), "its end, when nobody told of it for a while");
    }

    [Fact]
    public async Task A_followed_commands_ladders_come_when_they_change_and_are_asked_once_for_all()
    {
        var order = Orders.New();
        var script = CommandScript.Of(order.CommandId);
        script.Ladders = [new Ladder { EfectivoId = "E-1", Step = LadderStep.Sent }];
        script.Summary = CommandScript.Summarise(order, 1, (LadderStep.Sent, 1));
        using var first = await world.Gateway.Connect();
        using var second = await world.Gateway.Connect(subprotocol: Subprotocol.Json);
        foreach (var screen in new[] { first, second })
        {
            await screen.Send(new ClientFrame { Subscribe = new Subscribe { Commands = { order.CommandId } } });
            var page = await screen.Until(frame => frame.Ladders, "the ladders");
            Assert.Equal((order.CommandId, "E-1", Protocol.V1.LadderStep.Sent), (page.Command.Command.CommandId, page.Ladders[0].EfectivoId, page.Ladders[0].Step));
        }
        var (asked, at) = (Volatile.Read(ref script.Asked), System.Diagnostics.Stopwatch.GetTimestamp());
        script.Ladders = [new Ladder { EfectivoId = "E-1", Step = LadderStep.Accepted }];
        script.Summary = CommandScript.Summarise(order, 2, (LadderStep.Accepted, 1));
        foreach (var screen in new[] { first, second })
        {
            var page = await screen.Until(frame => frame.Ladders, "the change");
            Assert.Equal((2L, Protocol.V1.LadderStep.Accepted), (page.Command.Version, page.Ladders[0].Step));
        }
        var turns = (int)System.Diagnostics.Stopwatch.GetElapsedTime(at).TotalSeconds + 2;
        Assert.InRange(Volatile.Read(ref script.Asked) - asked, 1, turns);
    }

    [Theory]
    [InlineData("short", "malformed", "subscribe.commands[0]")]
    [InlineData("with spaces", "malformed", "subscribe.commands[0]")]
    public async Task An_id_that_no_command_can_have_is_refused(string id, string code, string field)
    {
        using var screen = await world.Gateway.Connect();
        await screen.Send(new ClientFrame { Subscribe = new Subscribe { Commands = { id } } });
        var error = await screen.Until(frame => frame.Error, "the refusal");
        Assert.Equal((code, field, id), (error.Code, error.Field, error.Value));
    }

    [Fact]
    public async Task Too_many_followed_commands_are_refused()
    {
        using var screen = await world.Gateway.Connect();
        await screen.Send(new ClientFrame { Subscribe = new Subscribe { Commands = { Enumerable.Range(0, 21).Select(i => $"order-x{i:000}") } } });
        var error = await screen.Until(frame => frame.Error, "the refusal");
        Assert.Equal(("too_many", "subscribe.commands", "21"), (error.Code, error.Field, error.Value));
    }

    private async Task Put(string key, BoardItem item) => await world.Grains.GetGrain<IBoardGrain>(BoardShards.Of(key)).Put([item]);

    private static Task Watch(LiveClient screen) => screen.Send(new ClientFrame { Subscribe = new Subscribe { Board = true } });

    private static async Task See(LiveClient screen, Board board, Func<bool> condition, string what)
    {
        while (!condition())
        {
            board.Apply(await screen.Until(frame => frame.Board, what));
        }
    }

    private static OperationSummary Summary(string code, long version) => new()
    {
        OperationId = code, Title = "Operativo", Type = OperationType.Patrol, Priority = OperationPriority.High, Status = OperationStatus.InProgress,
        PlannedStart = DateTime.UtcNow, PlannedEnd = DateTime.UtcNow.AddHours(2), Version = version,
    };
}
