using CsCheck;
using GrupoGad.Commands;

namespace GrupoGad.Grains.Tests.Commands;

public sealed class OneAtATimeTests
{
    [Fact]
    public void What_comes_due_while_it_is_under_way_is_done_once_more_however_often_it_came() => Gen.Int[0, 5].Sample(times =>
    {
        var turns = default(OneAtATime);
        Assert.True(turns.Begin());
        for (var i = 0; i < times; i++)
        {
            Assert.False(turns.Begin());
        }
        Assert.Equal(times > 0, turns.EndOrAgain());
        Assert.True(turns.Begin());
        Assert.False(turns.EndOrAgain());
    });
}
