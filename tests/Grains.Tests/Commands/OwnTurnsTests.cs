using CsCheck;

namespace GrupoGad.Commands;

public sealed class OwnTurnsTests
{
    [Fact]
    public void What_changes_while_it_is_told_is_told_once_more_however_often_it_changed()
    {
        var turns = new OwnTurns();
        Assert.True(turns.Begin(OwnPart.Alarm));
        Assert.False(turns.Begin(OwnPart.Alarm));
        Assert.False(turns.Begin(OwnPart.Alarm));
        Assert.True(turns.Begin(OwnPart.CheckIn));
        Assert.True(turns.EndOrAgain(OwnPart.Alarm));
        Assert.False(turns.EndOrAgain(OwnPart.Alarm));
        Assert.True(turns.Begin(OwnPart.Alarm));
    }

    /// <summary>Any order of changes, answers and failures: when all is quiet, the newest was told, or it is owed.</summary>
    [Fact]
    public void The_last_change_is_never_lost() => Gen.Int[0, 3].Array[1, 40].Sample(steps =>
    {
        var (turns, truth, asked, told, running) = (new OwnTurns(), 0, 0, 0, false);
        void Begin()
        {
            if (turns.Begin(OwnPart.Alarm))
            {
                (running, asked) = (true, truth);
            }
        }
        void End()
        {
            told = asked;
            running = turns.EndOrAgain(OwnPart.Alarm);
            asked = truth;
        }
        foreach (var step in steps)
        {
            switch (step)
            {
                case 0 or 1:
                    truth++;
                    Begin();
                    break;
                case 2 when running:
                    End();
                    break;
                case 3 when running:
                    turns.Fail(OwnPart.Alarm);
                    running = false;
                    break;
            }
        }
        while (running)
        {
            End();
        }
        foreach (var _ in turns.TakeOwed())
        {
            Begin();
        }
        while (running)
        {
            End();
        }
        Assert.Equal(truth, told);
    });
}
