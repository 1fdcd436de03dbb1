namespace GrupoGad.Efectivos;

public sealed class AvailabilityRulesTests
{
    [Fact]
    public void Exactly_three_steps_are_refused()
    {
        var all = Enum.GetValues<Availability>();
        var refused = from a in all from b in all where AvailabilityRules.Refuses(a, b) is not null select (a, b);
        Assert.Equal(
            [(Availability.OnTask, Availability.OffDuty), (Availability.OffDuty, Availability.OnTask), (Availability.Unavailable, Availability.OnTask)],
            refused);
    }

    [Fact]
    public void What_is_no_availability_is_refused() => Assert.NotNull(AvailabilityRules.Refuses(Availability.Available, (Availability)99));

    [Theory]
    [InlineData(0, Freshness.Live)]
    [InlineData(89.9, Freshness.Live)]
    [InlineData(90, Freshness.Stale)]
    [InlineData(899.9, Freshness.Stale)]
    [InlineData(900, Freshness.Lost)]
    public void Freshness_follows_the_age(double seconds, Freshness expected)
    {
        var options = new EfectivoOptions();
        Assert.Equal(expected, FreshnessRules.Of(TimeSpan.FromSeconds(seconds), options));
        var fixTime = Reports.Now.AddSeconds(-seconds);
        Assert.All(Enum.GetValues<Freshness>(), wanted =>
            Assert.Equal(expected <= wanted, fixTime >= FreshnessRules.OldestOf(wanted, Reports.Now, options)));
    }
}
