using CsCheck;
using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Live.Frames;
using GrupoGad.WebFrontend.Live.Sessions;
using GrupoGad.WebFrontend.Messages;
using GrupoGad.WebFrontend.Tests.Fakes;
using GrupoGad.WebFrontend.Tests.Live;
using CommandClass = GrupoGad.Commands.CommandClass;

namespace GrupoGad.WebFrontend.Tests.Commands;

public sealed class LaneTests
{
    [Fact]
    public void A_critical_command_overtakes_all_that_waits()
    {
        var outbox = Open();
        Assert.All(Enumerable.Range(0, 5), _ => Assert.Equal(Offered.Taken, outbox.Offer(Frame(CommandClass.Routine))));
        outbox.Live(new LiveMessage(1));
        outbox.Answer(new LiveMessage(1));
        outbox.Offer(Frame(CommandClass.Operational));
        outbox.Offer(Frame(CommandClass.Critical));
        Assert.Equal(
            [OutLane.Critical, OutLane.Answers, OutLane.Operational, .. Enumerable.Repeat(OutLane.Routine, 5), OutLane.Live],
            Enumerable.Range(0, 9).Select(_ => Next(outbox).Lane));
    }

    [Fact]
    public void Numbers_follow_the_order_on_the_socket()
    {
        var outbox = Open();
        outbox.Offer(Frame(CommandClass.Routine));
        outbox.Offer(Frame(CommandClass.Critical));
        var (first, second) = (Next(outbox), Next(outbox));
        Assert.Equal((1UL, CommandClass.Critical), (first.Sequence, first.Frame!.Offer!.Class));
        Assert.Equal((2UL, CommandClass.Routine), (second.Sequence, second.Frame!.Offer!.Class));
        Assert.Equal(2UL, ServerFrame.Parser.ParseFrom(second.Message.Memory.Span).Sequence);
    }

    [Fact]
    public void No_lane_waits_for_longer_than_the_patience_of_all() => Gen.Int[0, 3].Array[5].Sample(waiting =>
    {
        const int patience = 3;
        var turns = new LaneTurns(5, patience);
        // The others never run dry: the longest that a lane may wait is its patience and one turn of each other lane.
        var waited = new int[5];
        for (var turn = 0; turn < 200; turn++)
        {
            var chosen = turns.Next(waiting);
            Assert.Equal(waiting.Any(count => count > 0), chosen >= 0);
            for (var lane = 0; lane < 5; lane++)
            {
                waited[lane] = lane == chosen || waiting[lane] == 0 ? 0 : waited[lane] + 1;
                Assert.InRange(waited[lane], 0, patience + 4);
            }
            Assert.True(chosen < 0 || waiting[chosen] > 0);
        }
    });

    [Fact]
    public void A_command_waits_once_and_its_withdrawal_takes_its_place()
    {
        var outbox = Open();
        var frame = Frame(CommandClass.Routine);
        Assert.Equal((Offered.Taken, Offered.Waiting), (outbox.Offer(frame), outbox.Offer(frame)));
        Assert.Equal(Offered.Taken, outbox.Offer(CommandFrame.Withdrawal(frame.CommandId, "")));
        Assert.True(Next(outbox).Frame!.Withdraws);
        Assert.False(outbox.Next(CancellationToken.None).IsCompleted);
    }

    [Fact]
    public async Task Commands_are_held_back_until_the_session_is_attached_and_refused_when_too_many_wait()
    {
        var outbox = Outboxes.New(commands: 2);
        Assert.Equal((Offered.Taken, Offered.Taken, Offered.Full), (
            outbox.Offer(Frame(CommandClass.Critical)), outbox.Offer(Frame(CommandClass.Critical)), outbox.Offer(Frame(CommandClass.Critical))));
        outbox.Answer(new LiveMessage(1));
        Assert.Equal(OutLane.Answers, Next(outbox).Lane);
        var next = outbox.Next(CancellationToken.None);
        Assert.False(next.IsCompleted);
        outbox.Open(new LiveMessage(1), Log(), []);
        Assert.Equal(OutLane.Answers, (await next.AsTask().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken))!.Value.Lane);
        Assert.Equal(1UL, Next(outbox).Sequence);
    }

    [Theory]
    [InlineData(1UL)]
    [InlineData(300UL)]
    [InlineData(ulong.MaxValue)]
    public void The_number_follows_bytes_that_all_sessions_share(ulong sequence)
    {
        var encodings = 0;
        var offer = Orders.New(text: "Ñandú \"} {\" \\ fin}");
        var shared = new SharedFrame(new ServerFrame { Command = offer.ToWire() }, () => encodings++);
        var expected = new ServerFrame { Command = offer.ToWire(), Sequence = sequence };
        for (var session = 0; session < 3; session++)
        {
            Assert.Equal(expected, ServerFrame.Parser.ParseFrom(shared.Number(Subprotocol.Protobuf, sequence).Memory.Span));
            Assert.Equal(expected, Google.Protobuf.JsonParser.Default.Parse<ServerFrame>(
                System.Text.Encoding.UTF8.GetString(shared.Number(Subprotocol.Json, sequence).Memory.Span)));
            Assert.Same(shared.Bytes(Subprotocol.Json), shared.Bytes(Subprotocol.Json));
        }
        Assert.Equal(2, encodings);
    }

    [Fact]
    public void What_was_sent_is_replayed_from_any_number_that_is_still_kept()
    {
        var log = Log(frames: 4);
        for (var i = 0; i < 6; i++)
        {
            log.Number(Frame(CommandClass.Routine));
        }
        Assert.Equal([3UL, 4UL, 5UL, 6UL], log.After(2)!.Select(frame => frame.Sequence));
        Assert.Equal([6UL], log.After(5)!.Select(frame => frame.Sequence));
        Assert.Empty(log.After(6)!);
        Assert.Null(log.After(1));
        Assert.Null(log.After(7));
    }

    [Fact]
    public void The_bytes_kept_for_a_replay_are_bounded()
    {
        var log = new SentLog(Subprotocol.Protobuf, 256, 5_000);
        for (var i = 0; i < 20; i++)
        {
            log.Number(Frame(CommandClass.Routine, new string('x', 1_000)));
        }
        Assert.InRange(log.Bytes, 1_000, 5_000);
        Assert.InRange(log.After(17)!.Count, 3, 3);
        Assert.Null(log.After(0));
    }

    private static Outbox Open()
    {
        var outbox = Outboxes.New();
        outbox.Open(new LiveMessage(1), Log(), []);
        Next(outbox);
        return outbox;
    }

    private static SentLog Log(int frames = 256) => new(Subprotocol.Protobuf, frames, 131_072);

    private static CommandFrame Frame(CommandClass @class, string? text = null)
    {
        var offer = Orders.New(@class, text);
        return new CommandFrame(offer.CommandId, offer, new SharedFrame(new ServerFrame { Command = offer.ToWire() }));
    }

    private static Outgoing Next(Outbox outbox)
    {
        var next = outbox.Next(CancellationToken.None);
        Assert.True(next.IsCompleted, "something was ready");
        outbox.Written(next.Result!.Value);
        return next.Result.Value;
    }
}
