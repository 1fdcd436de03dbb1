
namespace GrupoGad.Fences;

/// <summary>A square that watches from 12:10 to 12:20.</summary>
public sealed class ScheduleTests
{
    private static readonly DateTime Opens = Fenced.Noon.AddMinutes(10);
    private static readonly DateTime Closes = Fenced.Noon.AddMinutes(20);

    private static readonly FencePlan Plan = Fenced.Plan(Fenced.Square(0, 0, 0.01)) with { Schedule = new FenceSchedule { From = Opens, Until = Closes } };

    private readonly FenceMap _map = Fenced.Map(("F-1", Plan));
    private FenceTrackState _standing = FenceTrackState.Empty;

    [Fact]
    public void Whoever_is_inside_when_it_begins_comes_in_then_and_goes_out_when_it_ends()
    {
        Assert.Empty(Fix(0.005, 60));
        Assert.Equal(["Enter 600 Schedule"], Fix(0.005, 640));
        Assert.Empty(Fix(0.006, 700));
        Assert.Equal(["Exit 1200 Schedule"], Fix(0.005, 1_300));
        Assert.Empty(Fix(0.005, 1_400));
        Assert.Empty(Fix(-0.005, 1_500));
    }

    [Fact]
    public void Whoever_says_nothing_is_told_when_it_is_asked_to_look_again_and_once_however_often()
    {
        Assert.Empty(Fix(0.005, 60));
        Assert.Empty(Look(599));
        Assert.Equal(["Enter 600 Schedule"], Look(601));
        Assert.Empty(Look(602));
        Assert.Equal(["Exit 1200 Schedule"], Look(1_201));
        Assert.Empty(Look(1_202));
    }

    [Fact]
    public void Whoever_leaves_at_its_first_fix_after_the_beginning_was_in_since_then() 
    {
        Assert.Empty(Fix(0.005, 60));
        Assert.Equal(["Enter 600 Schedule", "Exit 640 Moved"], Fix(-0.005, 640));
    }

    [Fact]
    public void Whoever_comes_while_it_watches_and_leaves_after_its_end_left_at_the_end()
    {
        Assert.Equal(["Enter 660 Moved"], Fix(0.005, 660));
        Assert.Equal(["Exit 1200 Schedule"], Fix(-0.005, 1_300));
    }

    [Fact]
    public void A_new_activation_that_knows_the_visit_tells_nothing_again()
    {
        Fix(0.005, 60);
        Fix(0.005, 640);
        _standing = FenceTrackState.Restore(_standing.Last, _standing.Visits);
        Assert.Empty(Look(700));
    }

    [Fact]
    public void The_stay_is_that_of_the_visit_and_late_is_late()
    {
        Fix(0.005, 60);
        Fix(0.005, 640);
        var exit = Judged(FenceJudge.Rejudge(_standing, Closes.AddHours(1), Fenced.Somebody, _map, Fenced.Options)).Events.Single();
        Assert.Equal((Closes, TimeSpan.FromSeconds(1_140), true), (exit.At, exit.Stay, exit.Late));
    }

    [Theory]
    [InlineData(DayOfWeek.Monday, 0)]
    [InlineData(DayOfWeek.Sunday, -1)]
    public void The_last_turn_of_weekly_hours_is_found_over_midnight(DayOfWeek day, int days)
    {
        // 2 March 2026 is a Monday; 22:00 to 02:00 in Buenos Aires, three hours behind UTC.
        var hours = new FenceHours(new FenceSchedule { TimeZone = "America/Argentina/Buenos_Aires", Windows = [new FenceWindow { Day = day, FromMinute = 22 * 60, ToMinute = 2 * 60 }] });
        var opens = new DateTime(2026, 3, 3, 1, 0, 0, DateTimeKind.Utc).AddDays(days);
        Assert.Equal(opens, hours.LastChange(opens.AddHours(1)));
        Assert.Equal(opens, hours.LastChange(opens));
        Assert.Equal(opens.AddHours(4), hours.LastChange(opens.AddDays(6)));
        Assert.Null(new FenceHours(FenceSchedule.Always).LastChange(opens));
    }

    private string[] Fix(double latitude, int second) =>
        Told(FenceJudge.Judge(_standing, Fenced.At(latitude, 0.005, second), Fenced.Noon.AddSeconds(second), Fenced.Somebody, _map, Fenced.Options));

    private string[] Look(int second) => Told(FenceJudge.Rejudge(_standing, Fenced.Noon.AddSeconds(second), Fenced.Somebody, _map, Fenced.Options));

    private string[] Told(FenceJudgement judged) =>
        [.. Judged(judged).Events.Select(told => $"{told.Kind} {(told.At - Fenced.Noon).TotalSeconds} {told.Cause}")];

    private FenceJudgement Judged(FenceJudgement judged)
    {
        _standing = judged.After;
        return judged;
    }
}
