using CsCheck;
using GrupoGad.WebFrontend.Live.Frames;
using GrupoGad.WebFrontend.Live.Sessions;

namespace GrupoGad.WebFrontend.Tests.Live;

public sealed class OutboxTests
{
    [Fact]
    public void Live_frames_are_few_and_answers_come_first() => Gen.Bool.Array[0, 40].Sample(isLive =>
    {
        var outbox = Outboxes.New(answers: 100, live: 2);
        var taken = isLive.Select(live => live ? outbox.Live(new LiveMessage(1)) : outbox.Answer(new LiveMessage(2))).ToArray();
        var lives = isLive.Count(live => live);
        Assert.Equal(Math.Min(2, lives), taken.Where((took, i) => took && isLive[i]).Count());
        Assert.All(taken.Where((_, i) => !isLive[i]), Assert.True);
        outbox.Close();
        // Closed: the answers still leave, live frames do not.
        for (var answers = isLive.Length - lives; answers > 0; answers--)
        {
            Assert.Equal(OutLane.Answers, Next(outbox)!.Value.Lane);
        }
        Assert.Null(Next(outbox));
    });

    [Fact]
    public void Room_for_a_live_frame_comes_back_when_one_is_written()
    {
        var outbox = Outboxes.New(answers: 10, live: 2);
        Assert.True(outbox.Live(new LiveMessage(1)) && outbox.Live(new LiveMessage(1)));
        Assert.False(outbox.HasLiveRoom);
        var outgoing = Next(outbox)!.Value;
        Assert.False(outbox.HasLiveRoom);
        outbox.Written(outgoing);
        Assert.True(outbox.HasLiveRoom);
    }

    [Fact]
    public void The_frames_of_one_tick_take_one_place()
    {
        var outbox = Outboxes.New(answers: 10, live: 1);
        Assert.True(outbox.Live(new LiveMessage(1), last: false) && outbox.Live(new LiveMessage(1), last: false) && outbox.Live(new LiveMessage(1)));
        Assert.False(outbox.HasLiveRoom);
        outbox.Written(Next(outbox)!.Value);
        outbox.Written(Next(outbox)!.Value);
        Assert.False(outbox.HasLiveRoom);
        outbox.Written(Next(outbox)!.Value);
        Assert.True(outbox.HasLiveRoom);
    }

    [Fact]
    public void One_answer_too_many_chokes_it()
    {
        var outbox = Outboxes.New(answers: 3, live: 2);
        Assert.All(Enumerable.Range(0, 3), _ => Assert.True(outbox.Answer(new LiveMessage(1))));
        Assert.False(outbox.Choked);
        Assert.False(outbox.Answer(new LiveMessage(1)));
        Assert.True(outbox.Choked);
    }

    private static Outgoing? Next(Outbox outbox)
    {
        var next = outbox.Next(CancellationToken.None);
        Assert.True(next.IsCompleted, "something was ready");
        return next.Result;
    }
}

internal static class Outboxes
{
    public static Outbox New(int answers = 256, int live = 2, int commands = 1_024, int patience = 8, Subprotocol subprotocol = Subprotocol.Protobuf) =>
        new(subprotocol, new OutboxLimits(answers, live, commands, patience));
}
