using GrupoGad.Commands;

namespace GrupoGad.Fences;

/// <summary>What follows from an event, and from a count.</summary>
public sealed class FollowingRulesTests
{
    private static readonly FenceEvent _told = new()
    {
        FenceId = "PLAZA", FenceName = "Plaza", Kind = FenceEventKind.Enter, EfectivoId = "E-1",
        At = new DateTime(2026, 3, 14, 12, 0, 0, DateTimeKind.Utc), KnownAt = new DateTime(2026, 3, 14, 12, 0, 1, DateTimeKind.Utc),
    };

    private static readonly FenceReaction _reaction = new()
    {
        On = [FenceEventKind.Enter], Class = CommandClass.Routine, Kind = CommandKind.Notice, Text = "Atención",
        Recipients = [new Recipients { Kind = RecipientKind.Efectivo, Value = "*" }, new Recipients { Kind = RecipientKind.Unit, Value = "Norte" }],
    };

    [Fact]
    public void The_same_event_sends_the_same_command_and_another_one_another()
    {
        Assert.Equal(FenceReactions.CommandId(_told), FenceReactions.CommandId(_told with { Number = 7, KnownAt = _told.KnownAt.AddHours(1), Late = true }));
        Assert.NotEqual(FenceReactions.CommandId(_told), FenceReactions.CommandId(_told with { At = _told.At.AddMilliseconds(1) }));
        Assert.NotEqual(FenceReactions.CommandId(_told), FenceReactions.CommandId(_told with { Kind = FenceEventKind.Exit }));
        Assert.Null(CommandRules.Fault(FenceReactions.CommandId(_told), FenceReactions.Wish(_told, _reaction)!, _told.KnownAt, new CommandOptions()));
    }

    [Fact]
    public void The_star_is_whoever_did_it_and_nobody_when_nobody_did()
    {
        Assert.Equal(["E-1", "Norte"], FenceReactions.Wish(_told, _reaction)!.Recipients.Select(entry => entry.Value));
        Assert.Equal(["Norte"], FenceReactions.Wish(_told with { EfectivoId = "" }, _reaction)!.Recipients.Select(entry => entry.Value));
        Assert.Null(FenceReactions.Wish(_told with { EfectivoId = "" }, _reaction with { Recipients = [_reaction.Recipients[0]] }));
    }

    [Theory]
    [InlineData(1, true, "VoidOver")]
    [InlineData(0, false, "VoidOver")]
    [InlineData(0, true, "")]
    [InlineData(4, true, "VoidOver Crowd")]
    public void Too_few_until_now_and_then(int count, bool watches, string told)
    {
        var next = CountStanding.Of(new FenceWatch { VoidBelow = 1, CrowdAbove = 3 }, count, watches);
        Assert.Equal(told, string.Join(' ', next.Since(new CountStanding(IsVoid: true, IsCrowded: false))));
    }
}
