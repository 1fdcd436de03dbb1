using CsCheck;
using static GrupoGad.Duty.Rosters;

namespace GrupoGad.Duty;

public sealed class StandingRulesTests
{
    private static readonly DutySpan[] None = [];

    [Theory]
    [InlineData(7, DutyBar.OffShift, 8)]
    [InlineData(8, DutyBar.None, null)]
    [InlineData(15.9, DutyBar.None, null)]
    [InlineData(16, DutyBar.Resting, 24)]
    [InlineData(23.9, DutyBar.Resting, 24)]
    [InlineData(24, DutyBar.OffShift, 32)]
    [InlineData(48, DutyBar.OffShift, null)]
    public void A_day_of_shifts_has_its_bars(double hour, DutyBar bar, int? until)
    {
        var standing = At(hour, [Span(8, 16), Span(32, 40)], None);
        Assert.Equal((bar, until is { } end ? Hour(end) : null), (standing.Bar, standing.Until));
    }

    [Fact]
    public void Leave_beats_a_shift_and_its_hours_are_not_worked()
    {
        DutySpan[] shifts = [Span(8, 16)], leaves = [Span(12, 14), Span(14, 15)];
        Assert.Equal(new DutyStanding(DutyBar.OnLeave, Hour(15), 4), At(13, shifts, leaves));
        Assert.Equal(new DutyStanding(DutyBar.None, null, 4.5), At(15.5, shifts, leaves));
        Assert.Equal(new DutyStanding(DutyBar.Resting, Hour(24), 5), At(16, shifts, leaves));
    }

    [Fact]
    public void Who_has_no_shifts_is_not_barred_but_by_leave()
    {
        Assert.Equal(new DutyStanding(DutyBar.None, null, 0), StandingRules.At(Hour(5), None, None, false, Rest));
        Assert.Equal(DutyBar.OnLeave, StandingRules.At(Hour(5), None, [Span(0, 6)], false, Rest).Bar);
        Assert.Equal(DutyBar.OffShift, StandingRules.At(Hour(5), None, None, true, Rest).Bar);
    }

    [Fact]
    public void A_forced_shift_ends_the_rest() =>
        Assert.Equal((DutyBar.Resting, Hour(18)), At(17, [Span(8, 16), Span(18, 20)], None) is var standing ? (standing.Bar, standing.Until) : default);

    /// <remarks>The model walks through half hours: what covers each is asked of the lists themselves.</remarks>
    [Fact]
    public void Standings_are_those_of_walking_through_the_time()
    {
        var spans = Gen.Select(Gen.Int[1, 20], Gen.Int[1, 20]).Array[0, 6].Select(steps => Lay(steps));
        Gen.Select(spans, spans, Gen.Int[0, 240], Gen.Int[0, 20]).Sample((shifts, leaves, place, rest) =>
        {
            bool Covers(DutySpan[] list, double halves) => Array.Exists(list, span => span.Covers(Hour(halves / 2)));
            bool Works(double halves) => Covers(shifts, halves) && !Covers(leaves, halves);
            var standing = StandingRules.At(Hour(place / 2.0), shifts, leaves, true, TimeSpan.FromHours(rest / 2.0));
            Assert.Equal(Enumerable.Range(place - 48, 48).Count(halves => Works(halves)) / 2.0, standing.HoursWorkedIn24, 6);
            var bar = Covers(leaves, place) ? DutyBar.OnLeave : Works(place) ? DutyBar.None
                : Enumerable.Range(place - rest, rest).Any(halves => Works(halves)) ? DutyBar.Resting : DutyBar.OffShift;
            Assert.Equal(bar, standing.Bar);
            if (standing.Until is { } until)
            {
                Assert.NotEqual(bar, StandingRules.At(until, shifts, leaves, true, TimeSpan.FromHours(rest / 2.0)).Bar);
            }
        });
    }

    private static DutySpan[] Lay((int Gap, int Length)[] steps)
    {
        var (at, spans) = (0, new List<DutySpan>());
        foreach (var (gap, length) in steps)
        {
            spans.Add(Span((at + gap) / 2.0, (at + gap + length) / 2.0));
            at += gap + length;
        }
        return [.. spans];
    }

    private static DutyStanding At(double hour, DutySpan[] shifts, DutySpan[] leaves) => StandingRules.At(Hour(hour), shifts, leaves, true, Rest);

    private static DutySpan Span(double start, double end) => new(Hour(start), Hour(end));
}
