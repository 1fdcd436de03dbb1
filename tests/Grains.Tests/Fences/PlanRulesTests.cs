using GrupoGad.Commands;
using GrupoGad.Geo;

namespace GrupoGad.Fences;

public sealed class PlanRulesTests
{
    private static readonly FencePlan Good = Fenced.Plan(Fenced.Square(0, 0, 1));

    [Fact]
    public void A_plan_that_breaks_no_rule_is_taken() => Assert.Null(FencePlanRules.Refuses(Good));

    [Fact]
    public void A_ring_that_crosses_itself_is_refused_with_the_place()
    {
        var refusal = Refusal(Ring((0, 0), (1, 1), (1, 0), (0, 1)));

        Assert.Equal(("shape.parts", "edges do not cross or lie on each other"), (refusal.Field, refusal.Rule));
        Assert.Equal(new GeoPoint(0.5, 0.5), refusal.Fault);
    }

    [Fact]
    public void A_polygon_without_area_is_refused()
    {
        Assert.NotNull(Refusal(Ring((0, 0), (1, 1), (2, 2))).Fault);
        Assert.NotNull(Refusal(Ring((0, 0), (1, 1), (0, 0), (1, 1))).Fault);
        Assert.Equal("a ring has at least 3 different corners", Refusal(Ring((3, 3), (3, 3), (4, 3))).Rule);
    }

    [Fact]
    public void A_hole_outside_and_parts_that_overlap_are_refused()
    {
        Assert.Equal("a hole lies within its outer ring", Refusal(Fenced.Square(0, 0, 1, hole: (2, 3))).Rule);
        var (a, b) = (Fenced.Square(0, 0, 2).Parts[0], Fenced.Square(1, 1, 2).Parts[0]);
        Assert.NotNull(Refusal(new FenceShape { Kind = FenceKind.Polygon, Parts = [a, b] }).Fault);
    }

    [Fact]
    public void A_shape_over_the_antimeridian_is_to_be_cut_there()
    {
        Assert.Contains("antimeridian", Refusal(Ring((-17, 179), (-17, -179), (-18, -179), (-18, 179))).Rule, StringComparison.Ordinal);
        Assert.Contains("antimeridian", Refusal(Fenced.Corridor(100, new GeoPoint(-17, 179.9), new GeoPoint(-17, -179.9))).Rule, StringComparison.Ordinal);
        Assert.Null(FencePlanRules.Refuses(Fenced.Plan(new FenceShape
        {
            Kind = FenceKind.Polygon, Parts = [Fenced.Square(179, -18, 1).Parts[0], Fenced.Square(-180, -18, 1).Parts[0]],
        })));
    }

    [Fact]
    public void Around_a_pole_a_circle_is_taken_and_a_polygon_up_to_it()
    {
        Assert.Null(FencePlanRules.Refuses(Fenced.Plan(Fenced.Circle(90, 0, 50_000))));
        Assert.Null(FencePlanRules.Refuses(Fenced.Plan(Ring((80, -180), (80, 0), (80, 180), (90, 180), (90, 0), (90, -180)))));
    }

    [Fact]
    public void A_polygon_of_100_000_corners_is_taken_and_judged_and_one_more_is_not()
    {
        var shape = Round(FenceShape.VerticesMax);
        Assert.Null(FencePlanRules.Refuses(Fenced.Plan(shape)));
        Assert.Equal("a polygon has at most 100,000 corners", Refusal(Round(FenceShape.VerticesMax + 1)).Rule);

        var map = Fenced.Map(("F-1", Fenced.Plan(shape)));
        Assert.True(map.Covering(new GeoPoint(0.4999, 0)).Any());
        Assert.False(map.Covering(new GeoPoint(0.5001, 0)).Any());
        Assert.True(map.Covering(shape.Parts[0].Outer[12_345]).Any());
    }

    public static TheoryData<string, FencePlan> Broken => new()
    {
        { "name", Good with { Name = "" } },
        { "name", Good with { Name = "a\0" } },
        { "notes", Good with { Notes = new string('x', 4_001) } },
        { "jurisdiction", Good with { Jurisdiction = new string('x', 201) } },
        { "owner.code", Good with { Owner = new FenceOwner(FenceOwnerKind.Standing, "OP-1") } },
        { "owner.code", Good with { Owner = new FenceOwner(FenceOwnerKind.Operation, "op 1") } },
        { "owner.code", Good with { Owner = new FenceOwner(FenceOwnerKind.Efectivo, "") } },
        { "owner.kind", Good with { Owner = new FenceOwner((FenceOwnerKind)9, "OP-1") } },
        { "shape.kind", Good with { Owner = new FenceOwner(FenceOwnerKind.Efectivo, "E-001") } },
        { "shape.kind", Good with { Shape = new FenceShape { Kind = (FenceKind)9 } } },
        { "shape.centre", Good with { Shape = new FenceShape { Kind = FenceKind.Circle, RadiusM = 5 } } },
        { "shape.centre", Good with { Shape = Fenced.Circle(91, 0, 5) } },
        { "shape.centre", Good with { Shape = Fenced.Circle(double.NaN, 0, 5) } },
        { "shape.radiusM", Good with { Shape = Fenced.Circle(0, 0, 0.5) } },
        { "shape.radiusM", Good with { Shape = Fenced.Circle(0, 0, double.NaN) } },
        { "shape.radiusM", Good with { Shape = Fenced.Circle(0, 0, 100_001) } },
        { "shape.line", Good with { Shape = Fenced.Corridor(10, new GeoPoint(0, 0)) } },
        { "shape.line", Good with { Shape = Fenced.Corridor(10, new GeoPoint(0, 0), new GeoPoint(0, 0)) } },
        { "shape.line", Good with { Shape = Fenced.Corridor(10, new GeoPoint(0, 0), new GeoPoint(0, double.PositiveInfinity)) } },
        { "shape.parts", Good with { Shape = new FenceShape { Kind = FenceKind.Polygon } } },
        { "shape.parts", Good with { Shape = Ring((0, 0), (1, 1)) } },
        { "shape.parts", Good with { Shape = Ring((0, 0), (1, 1), (1, 0), (0, 0)) } },
        { "shape.parts", Good with { Shape = Ring((0, 0), (95, 1), (1, 0)) } },
        { "schedule.timeZone", Good with { Schedule = new FenceSchedule { TimeZone = "Middle/Earth" } } },
        { "schedule.windows", Good with { Schedule = new FenceSchedule { Windows = [new FenceWindow(DayOfWeek.Monday, 1_440, 10)] } } },
        { "schedule.windows", Good with { Schedule = new FenceSchedule { Windows = [new FenceWindow((DayOfWeek)7, 0, 10)] } } },
        { "schedule.windows", Good with { Schedule = new FenceSchedule { Windows = [.. Enumerable.Repeat(new FenceWindow(DayOfWeek.Monday, 0, 10), 101)] } } },
        { "schedule.from", Good with { Schedule = new FenceSchedule { From = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Local) } } },
        { "schedule.until", Good with { Schedule = new FenceSchedule { From = Fenced.Noon, Until = Fenced.Noon } } },
        { "filter.availabilities", Good with { Filter = new FenceFilter { Availabilities = [(Efectivos.Availability)9] } } },
        { "filter.units", Good with { Filter = new FenceFilter { Units = [""] } } },
        { "filter.skill", Good with { Filter = new FenceFilter { Skill = new string('x', 101) } } },
        { "filter.efectivos", Good with { Filter = new FenceFilter { Efectivos = ["e 1"] } } },
        { "watch.dwellAfter", Good with { Watch = new FenceWatch { DwellAfter = TimeSpan.Zero } } },
        { "watch.voidBelow", Good with { Watch = new FenceWatch { VoidBelow = 0 } } },
        { "watch.crowdAbove", Good with { Watch = new FenceWatch { CrowdAbove = -1 } } },
        { "watch.crowdAbove", Good with { Watch = new FenceWatch { VoidBelow = 5, CrowdAbove = 3 } } },
        { "watch.speedAboveMps", Good with { Watch = new FenceWatch { SpeedAboveMps = double.NaN } } },
        { "watch.deviation", Good with { Watch = new FenceWatch { Deviation = true } } },
        { "watch.deviation", Good with { Shape = Fenced.Corridor(10, new GeoPoint(0, 0), new GeoPoint(1, 1)), Watch = new FenceWatch { Deviation = true } } },
        { "watch.cross", Moving(new FenceWatch { Cross = true }) },
        { "watch.speedAboveMps", Moving(new FenceWatch { SpeedAboveMps = 20 }) },
        { "watch.deviation", Moving(new FenceWatch { Deviation = true }) },
        { "reaction.on", Good with { Reaction = Reaction with { On = [] } } },
        { "reaction.kind", Good with { Reaction = Reaction with { Kind = CommandKind.Proposal } } },
        { "reaction.text", Good with { Reaction = Reaction with { Text = "" } } },
        { "reaction.recipients", Good with { Reaction = Reaction with { Recipients = [] } } },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_value_that_breaks_a_rule_is_refused_with_its_field(string field, FencePlan plan)
    {
        var refusal = FencePlanRules.Refuses(plan);
        Assert.Equal((FenceOutcome.Invalid, field), (refusal!.Outcome, refusal.Field));
        Assert.NotEmpty(refusal.Rule);
    }

    [Fact]
    public void A_fence_that_moves_may_tell_of_entering_leaving_staying_too_few_and_too_many_and_the_rule_says_so()
    {
        Assert.Null(FencePlanRules.Refuses(Moving(new FenceWatch { Enter = true, Exit = true, DwellAfter = TimeSpan.FromMinutes(5), VoidBelow = 1, CrowdAbove = 3 })));
        Assert.Equal(
            ("20", "a fence that moves tells of entering, leaving, staying, too few and too many"),
            (FencePlanRules.Refuses(Moving(new FenceWatch { SpeedAboveMps = 20 }))!.Value, FencePlanRules.Refuses(Moving(new FenceWatch { SpeedAboveMps = 20 }))!.Rule));
    }

    private static FencePlan Moving(FenceWatch watch) =>
        Fenced.Plan(new FenceShape { Kind = FenceKind.Circle, RadiusM = 5 }, watch) with { Owner = new FenceOwner(FenceOwnerKind.Efectivo, "E-001") };

    private static FenceReaction Reaction => new()
    {
        On = [FenceEventKind.Enter], Class = CommandClass.Routine, Kind = CommandKind.Notice, Text = "Entró",
        Recipients = [new Recipients { Kind = RecipientKind.Efectivo, Value = "*" }],
    };

    private static FenceAnswer Refusal(FenceShape shape) => FencePlanRules.Refuses(Fenced.Plan(shape))!;

    private static FenceShape Ring(params (double Latitude, double Longitude)[] corners) => new()
    {
        Kind = FenceKind.Polygon, Parts = [new FencePart { Outer = [.. corners.Select(corner => new GeoPoint(corner.Latitude, corner.Longitude))] }],
    };

    private static FenceShape Round(int corners) => Ring([.. Enumerable.Range(0, corners)
        .Select(i => (0.5 * Math.Sin(i * 2 * Math.PI / corners), 0.5 * Math.Cos(i * 2 * Math.PI / corners)))]);
}
