using System.Collections.Immutable;
using GrupoGad.Efectivos;
using GrupoGad.Geo;

namespace GrupoGad.Fences;

/// <summary>A square of 1.1 km at 0° N 0° E, and who walks over its edge. 0.0001° is 11.1 m there.</summary>
public sealed class JudgeTests
{
    private static readonly FenceShape Block = Fenced.Square(0, 0, 0.01);

    [Fact]
    public void It_enters_at_the_first_fix_inside_and_leaves_at_the_first_beyond_the_margin() => Assert.Equal(
        ["Enter 10", "Exit 30"], Walk(Block, FenceWatch.Borders, Fenced.At(0.005, -0.001), Fenced.At(0.005, 0.001, 10), Fenced.At(0.005, 0.002, 20), Fenced.At(0.005, -0.001, 30)));

    [Fact]
    public void A_coarse_fix_enters_nothing_leaves_nothing_and_is_no_end_of_a_way() => Assert.Equal(
        ["Enter 20", "Exit 50"], Walk(Block, FenceWatch.Borders with { Cross = true },
            Fenced.At(0.005, -0.001), Fenced.At(0.005, 0.005, 10, 500), Fenced.At(0.005, 0.001, 20), Fenced.At(0.005, -0.02, 30, 101), Fenced.At(0.005, 0.002, 40), Fenced.At(0.005, -0.001, 50)));

    [Fact]
    public void On_an_edge_or_a_corner_is_inside() => Assert.Equal(
        ["Enter 10", "Exit 20", "Enter 30"], Walk(Block, FenceWatch.Borders, Fenced.At(-0.001, 0), Fenced.At(0, 0.005, 10), Fenced.At(-0.001, 0.005, 20), Fenced.At(0.01, 0.01, 30)));

    [Theory]
    [InlineData(5f, -0.00006, "Exit")]
    [InlineData(5f, -0.00004, "")]
    [InlineData(null, -0.0001, "Exit")]
    [InlineData(null, -0.00008, "")]
    [InlineData(90f, -0.0005, "Exit")]
    [InlineData(90f, -0.0004, "")]
    public void Jitter_within_the_accuracy_keeps_it_inside_with_50_m_at_most_and_10_m_when_unknown(float? accuracyM, double longitude, string expected)
    {
        var told = Walk(Block, FenceWatch.Borders, Fenced.At(0.005, 0.001), Fenced.At(0.005, longitude, 10, accuracyM));
        Assert.Equal(expected.Length == 0 ? ["Enter 0"] : ["Enter 0", expected + " 10"], told);
    }

    [Fact]
    public void A_way_over_it_from_outside_to_outside_is_told_at_the_later_fix() => Assert.Equal(
        ["Cross 10"], Walk(Block, new FenceWatch { Cross = true }, Fenced.At(0.005, -0.001), Fenced.At(0.005, 0.011, 10), Fenced.At(0.005, 0.012, 20)));

    [Fact]
    public void A_way_that_touches_just_a_corner_crosses() => Assert.Equal(
        ["Cross 10"], Walk(Block, new FenceWatch { Cross = true }, Fenced.At(0.001, -0.001), Fenced.At(-0.001, 0.001, 10)));

    [Fact]
    public void Nobody_knows_the_way_between_fixes_of_more_than_5_minutes_or_10_km()
    {
        Assert.Empty(Walk(Block, new FenceWatch { Cross = true }, Fenced.At(0.005, -0.001), Fenced.At(0.005, 0.011, 301)));
        Assert.Empty(Walk(Block, new FenceWatch { Cross = true }, Fenced.At(0.005, -0.05), Fenced.At(0.005, 0.05, 10)));
    }

    [Fact]
    public void Entering_and_leaving_are_no_crossing() => Assert.Empty(
        Walk(Block, new FenceWatch { Cross = true }, Fenced.At(0.005, -0.001), Fenced.At(0.005, 0.001, 10), Fenced.At(0.005, 0.011, 20)));

    [Fact]
    public void A_way_over_the_antimeridian_crosses_what_lies_there() => Assert.Equal(["Cross 10"], Walk(
        Fenced.Square(179.999, 0, 0.0005), new FenceWatch { Cross = true }, Fenced.At(0.0002, 179.998), Fenced.At(0.0002, -179.999, 10)));

    [Fact]
    public void A_long_stay_is_told_once_a_visit_by_the_first_fix_inside_that_shows_it() => Assert.Equal(["Dwell 70", "Dwell 200"], Walk(
        Block, new FenceWatch { DwellAfter = TimeSpan.FromSeconds(60) }, Fenced.At(0.005, 0.001), Fenced.At(0.005, 0.001, 50), Fenced.At(0.005, 0.001, 70),
        Fenced.At(0.005, 0.001, 90), Fenced.At(0.005, -0.001, 100), Fenced.At(0.005, 0.001, 140), Fenced.At(0.005, 0.001, 200)));

    [Fact]
    public void Speed_is_told_once_until_it_is_slower_again() => Assert.Equal(["Speed 0", "Speed 30"], Walk(
        Block, new FenceWatch { SpeedAboveMps = 10 }, Fenced.At(0.005, 0.001, 0, speedMps: 12), Fenced.At(0.005, 0.001, 10, speedMps: 15), Fenced.At(0.005, 0.001, 20, speedMps: 10),
        Fenced.At(0.005, 0.001, 30, speedMps: 11)));

    [Fact]
    public void A_speed_the_device_does_not_tell_is_that_of_the_way_since_the_last_fix() => Assert.Equal(["Speed 10"], Walk(
        Block, new FenceWatch { SpeedAboveMps = 20 }, Fenced.At(0.005, 0.001), Fenced.At(0.005, 0.003, 10), Fenced.At(0.005, 0.009, 411)));

    [Fact]
    public void Who_is_to_keep_to_a_corridor_deviates_when_it_leaves_or_is_first_seen_outside()
    {
        var street = Fenced.Corridor(30, new GeoPoint(0, 0), new GeoPoint(0, 0.01));
        var plan = Fenced.Plan(street, new FenceWatch { Deviation = true }) with { Filter = new FenceFilter { Efectivos = ["E-001"] } };

        Assert.Equal(["Deviation 0", "DeviationOver 10", "Deviation 20", "DeviationOver 40"], Walk(
            plan, Fenced.Somebody, Fenced.At(0.01, 0), Fenced.At(0, 0.001, 10), Fenced.At(0.01, 0.001, 20), Fenced.At(0.02, 0.001, 30), Fenced.At(0, 0.001, 40)));
        Assert.Empty(Walk(plan, Fenced.Somebody with { EfectivoId = "E-002" }, Fenced.At(0.01, 0)));
    }

    [Fact]
    public void Outside_its_hours_nothing_is_told_but_who_is_inside_is_known_and_comes_in_when_they_begin()
    {
        var closed = Fenced.Plan(Block, new FenceWatch { Enter = true, Exit = true, DwellAfter = TimeSpan.FromSeconds(5) }) with
        {
            Schedule = new FenceSchedule { From = Fenced.Noon.AddSeconds(15) },
        };
        var told = Walk(closed, Fenced.Somebody, Fenced.At(0.005, 0.001), Fenced.At(0.005, 0.002, 10), Fenced.At(0.005, 0.002, 20), Fenced.At(0.005, -0.002, 30));
        Assert.Equal(["Enter 15", "Dwell 20", "Exit 30"], told);
    }

    [Fact]
    public void An_operation_that_does_not_run_makes_its_fence_blind()
    {
        var map = new FenceMap(Fenced.Options);
        map.Apply(1, [FenceEntry.Prepare("F-1", Fenced.Plan(Block), 1, active: false)], []);
        var judged = FenceJudge.Judge(FenceTrackState.Empty, Fenced.At(0.005, 0.005), Fenced.Noon, Fenced.Somebody, map, Fenced.Options);

        Assert.Empty(judged.Events);
        Assert.Single(judged.After.Visits);
    }

    [Theory]
    [InlineData("", "", "", true)]
    [InlineData("Norte", "paramedic", "E-001", true)]
    [InlineData("Sur", "", "", false)]
    [InlineData("", "diver", "", false)]
    [InlineData("", "", "E-002", false)]
    public void Only_who_meets_every_condition_of_the_filter_makes_events(string unit, string skill, string efectivo, bool told)
    {
        var plan = Fenced.Plan(Block) with
        {
            Filter = new FenceFilter { Units = unit.Length > 0 ? [unit] : [], Skill = skill, Efectivos = efectivo.Length > 0 ? [efectivo] : [] },
        };
        Assert.Equal(told ? ["Enter 0"] : [], Walk(plan, Fenced.Somebody, Fenced.At(0.005, 0.005)));
    }

    [Fact]
    public void Who_comes_to_meet_the_filter_while_inside_is_counted_from_then_on_and_told_when_it_leaves()
    {
        var plan = Fenced.Plan(Block) with { Filter = new FenceFilter { Availabilities = [Availability.OnTask] } };
        var map = Fenced.Map(("F-1", plan));
        var inside = FenceJudge.Judge(FenceTrackState.Empty, Fenced.At(0.005, 0.005), Fenced.Noon, Fenced.Somebody, map, Fenced.Options);
        var onTask = Fenced.Somebody with { Availability = Availability.OnTask };
        var changed = FenceJudge.Rejudge(inside.After, Fenced.Noon.AddSeconds(5), onTask, map, Fenced.Options, FenceCause.SubjectChanged);
        var left = FenceJudge.Judge(changed.After, Fenced.At(0.005, -0.005, 9), Fenced.Noon.AddSeconds(9), onTask, map, Fenced.Options);

        Assert.Equal([new VisitChange("F-1", VisitChangeKind.Began, false, Fenced.Noon)], inside.Visits);
        Assert.Empty(inside.Events);
        Assert.Equal([new VisitChange("F-1", VisitChangeKind.SubjectChanged, true, Fenced.Noon.AddSeconds(5))], changed.Visits);
        Assert.Equal([new VisitChange("F-1", VisitChangeKind.Ended, true, Fenced.Noon.AddSeconds(9))], left.Visits);
        Assert.Equal(FenceEventKind.Exit, Assert.Single(left.Events).Kind);
    }

    [Fact]
    public void A_fence_made_changed_or_taken_away_around_somebody_tells_why()
    {
        var map = new FenceMap(Fenced.Options);
        var before = FenceJudge.Judge(FenceTrackState.Empty, Fenced.At(0.005, 0.005), Fenced.Noon, Fenced.Somebody, map, Fenced.Options).After;
        map.Apply(1, [FenceEntry.Prepare("F-1", Fenced.Plan(Block), 1)], []);
        var made = FenceJudge.Rejudge(before, Fenced.Noon.AddSeconds(60), Fenced.Somebody, map, Fenced.Options);
        map.Apply(2, [FenceEntry.Prepare("F-1", Fenced.Plan(Fenced.Square(1, 1, 1)), 2)], []);
        var moved = FenceJudge.Rejudge(made.After, Fenced.Noon.AddSeconds(90), Fenced.Somebody, map, Fenced.Options);
        map.Apply(3, [], ["F-1"]);
        var removed = FenceJudge.Rejudge(made.After, Fenced.Noon.AddSeconds(95), Fenced.Somebody, map, Fenced.Options);
        var later = FenceJudge.Judge(made.After, Fenced.At(0.005, 0.006, 120), Fenced.Noon.AddSeconds(120), Fenced.Somebody, map, Fenced.Options);

        Assert.Equal((FenceEventKind.Enter, FenceCause.FenceChanged, Fenced.Noon.AddSeconds(60)), Told(made));
        Assert.Equal((FenceEventKind.Exit, FenceCause.FenceChanged, Fenced.Noon.AddSeconds(90)), Told(moved));
        Assert.Equal((FenceEventKind.Exit, FenceCause.FenceRemoved, Fenced.Noon.AddSeconds(95)), Told(removed));
        Assert.Equal((FenceEventKind.Exit, FenceCause.FenceRemoved, Fenced.Noon.AddSeconds(120)), Told(later));
        Assert.Equal(TimeSpan.FromSeconds(30), moved.Events[0].Stay);
    }

    [Fact]
    public void What_a_device_tells_of_its_past_is_late()
    {
        var map = Fenced.Map(("F-1", Fenced.Plan(Block)));
        Assert.False(Judge(map, Fenced.Noon.AddSeconds(120)).Late);
        Assert.True(Judge(map, Fenced.Noon.AddSeconds(121)).Late);

        static FenceEvent Judge(FenceMap map, DateTime knownAt) =>
            Assert.Single(FenceJudge.Judge(FenceTrackState.Empty, Fenced.At(0.005, 0.005), knownAt, Fenced.Somebody, map, Fenced.Options).Events);
    }

    [Fact]
    public void Judging_again_from_a_stored_standing_finds_the_same_events_with_the_same_ids()
    {
        var map = Fenced.Map(("F-1", Fenced.Plan(Block)), ("F-2", Fenced.Plan(Fenced.Circle(0.005, 0.005, 100))));
        Fix[] fixes = [Fenced.At(0.005, -0.001), Fenced.At(0.005, 0.001, 10), Fenced.At(0.005, 0.005, 20), Fenced.At(0.005, 0.02, 30)];
        var (standing, ids) = (FenceTrackState.Empty, new List<string>());
        var stored = new List<FenceTrackState>();
        foreach (var fix in fixes)
        {
            stored.Add(FenceTrackState.Restore(standing.Last, standing.Visits.Select(visit => visit with { Entry = map.Find(visit.FenceId) })));
            var judged = FenceJudge.Judge(standing, fix, fix.DeviceTime, Fenced.Somebody, map, Fenced.Options);
            ids.AddRange(judged.Events.Select(told => told.EventId));
            standing = judged.After;
        }
        var again = stored.Zip(fixes).SelectMany(pair => FenceJudge.Judge(pair.First, pair.Second, Fenced.Noon.AddHours(1), Fenced.Somebody, map, Fenced.Options).Events);

        Assert.Equal(4, ids.Count);
        Assert.Equal(ids, again.Select(told => told.EventId));
    }

    private static (FenceEventKind, FenceCause, DateTime) Told(FenceJudgement judged) =>
        Assert.Single(judged.Events) is var told ? (told.Kind, told.Cause, told.At) : default;

    private static ImmutableArray<string> Walk(FenceShape shape, FenceWatch watch, params Fix[] fixes) => Walk(Fenced.Plan(shape, watch), Fenced.Somebody, fixes);

    /// <summary>What is told, with the seconds after noon.</summary>
    private static ImmutableArray<string> Walk(FencePlan plan, FenceSubject subject, params Fix[] fixes)
    {
        var (map, standing, told) = (Fenced.Map(("F-1", plan)), FenceTrackState.Empty, ImmutableArray.CreateBuilder<string>());
        foreach (var fix in fixes)
        {
            var judged = FenceJudge.Judge(standing, fix, fix.DeviceTime, subject, map, Fenced.Options);
            told.AddRange(judged.Events.Select(found => $"{found.Kind} {(found.At - Fenced.Noon).TotalSeconds}"));
            standing = judged.After;
        }
        return told.ToImmutable();
    }
}
