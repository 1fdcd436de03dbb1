using CsCheck;
using GrupoGad.Commands;

namespace GrupoGad.Texts;

/// <summary>One way to count a text.</summary>
public sealed class TextLengthTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("año", 3)]
    [InlineData("😀", 1)]
    [InlineData("🇦🇷", 2)]
    [InlineData("e\u0301", 2)]
    public void A_text_is_counted_in_code_points(string text, int length) => Assert.Equal(length, TextLength.Of(text));

    [Fact]
    public void The_quick_answer_is_that_of_counting() => Gen.Select(Gen.String, Gen.Int[0, 20]).Sample((text, limit) =>
        TextLength.Exceeds(text, limit) == (TextLength.Of(text) > limit) && TextLength.IsWithin(text, limit, 1_000) == (TextLength.Of(text) >= limit));

    [Fact]
    public void An_emoji_counts_one_and_a_refusal_tells_the_true_length()
    {
        var wish = new IssueCommand { Class = CommandClass.Routine, Kind = CommandKind.Notice, Text = string.Concat(Enumerable.Repeat("😀", 2_000)), Issuer = "who", Recipients = [new Recipients { Kind = RecipientKind.Efectivo, Value = "E-0417" }] };
        Assert.NotEqual("text", CommandRules.Fault("c-12345678", wish, DateTime.UnixEpoch, new CommandOptions())?.Field);
        var fault = CommandRules.Fault("c-12345678", wish with { Text = wish.Text + "😀" }, DateTime.UnixEpoch, new CommandOptions())!;
        Assert.Equal(("text", "2001"), (fault.Field, fault.Value));
        Assert.EndsWith("this text has 2,001", fault.Rule, StringComparison.Ordinal);
    }
}
