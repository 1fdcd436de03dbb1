using CsCheck;
using GrupoGad.WebFrontend.Live.Frames;
using GrupoGad.WebFrontend.Live.Sessions;

namespace GrupoGad.WebFrontend.Tests.Live;

public sealed class OutboxTests
{
    [Fact]
    public void Live_frames_are_few_and_answers_come_first() => Gen.Bool.Array[0, 40].Sample(isLive =>
    {
        var outbox = new Outbox(answersMax: 100, liveMax: 2);
        var taken = isLive.Select(live => live ? outbox.Live(new LiveMessage(1)) : outbox.Answer(new LiveMessage(2))).ToArray();
        var lives = isLive.Count(live => live);
        Assert.Equal(Math.Min(2, lives), taken.Where((took, i) => took && isLive[i]).Count());
        Assert.All(taken.Where((_, i) => !isLive[i]), Assert.True);
        outbox.Close();
        // Closed: the answers still leave, live frames do not.
        for (var answers = isLive.Length - lives; answers > 0; answers--)
        {
            Assert.False(Next(outbox)!.Value.IsLive);
        }
        Assert.Null(Next(outbox));
    });

    [Fact]
    public void Room_for_a_live_frame_comes_back_when_one_is_written()
    {
        var outbox = new Outbox(answersMax: 10, liveMax: 2);
        Assert.True(outbox.Live(new LiveMessage(1)) && outbox.Live(new LiveMessage(1)));
        Assert.False(outbox.HasLiveRoom);
        var (message, isLive) = Next(outbox)!.Value;
        Assert.False(outbox.HasLiveRoom);
        outbox.Written(message, isLive);
        Assert.True(outbox.HasLiveRoom);
    }

    [Fact]
    public void One_answer_too_many_chokes_it()
    {
        var outbox = new Outbox(answersMax: 3, liveMax: 2);
        Assert.All(Enumerable.Range(0, 3), _ => Assert.True(outbox.Answer(new LiveMessage(1))));
        Assert.False(outbox.Choked);
        Assert.False(outbox.Answer(new LiveMessage(1)));
        Assert.True(outbox.Choked);
    }

    private static (LiveMessage Message, bool IsLive)? Next(Outbox outbox)
    {
        var next = outbox.Next(CancellationToken.None);
        Assert.True(next.IsCompleted, "something was ready");
        return next.Result;
    }
}
