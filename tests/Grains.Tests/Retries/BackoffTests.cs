using GrupoGad.Retries;

namespace GrupoGad.Grains.Tests.Retries;

public sealed class BackoffTests
{
    private static readonly Backoff Pauses = new(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(250));

    [Fact]
    public void Pauses_double_from_the_first_to_the_longest() => Assert.Equal(
        [10, 20, 40, 80, 160, 250, 250], Enumerable.Range(0, 7).Select(attempt => Pauses.Pause(attempt, chance: 1).TotalMilliseconds));

    [Theory]
    [InlineData(0, 40)]
    [InlineData(0.5, 60)]
    [InlineData(1, 80)]
    public void Chance_cuts_a_pause_by_half_at_most(double chance, double milliseconds) =>
        Assert.Equal(milliseconds, Pauses.Pause(3, chance).TotalMilliseconds);

    [Fact]
    public void Pauses_of_many_callers_are_spread_over_the_upper_half()
    {
        var pauses = Enumerable.Range(0, 1_000).Select(_ => Pauses.Pause(3).TotalMilliseconds).ToArray();

        Assert.All(pauses, pause => Assert.InRange(pause, 40, 80));
        Assert.True(pauses.Max() - pauses.Min() > 20, "pauses come together");
    }

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(1_000_000, 250)]
    [InlineData(int.MaxValue, 250)]
    public void Attempts_out_of_range_give_the_first_or_the_longest_pause(int attempt, double milliseconds) =>
        Assert.Equal(milliseconds, Pauses.Pause(attempt, chance: 1).TotalMilliseconds);

    [Fact]
    public void A_first_pause_above_the_longest_is_the_longest() =>
        Assert.Equal(TimeSpan.FromMilliseconds(5), (Pauses with { Longest = TimeSpan.FromMilliseconds(5) }).Pause(0, chance: 1));
}
