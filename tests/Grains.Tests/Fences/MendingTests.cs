using GrupoGad.Geo;

namespace GrupoGad.Fences;

public sealed class MendingTests
{
    /// <summary>Around the equator, so that a square degree is nearly a square: two squares of 0.01 degrees that share the corner (0, 0).</summary>
    private static readonly GeoPoint[] _touching =
        [new(0, 0), new(0, 0.01), new(0.01, 0.01), new(0.01, 0), new(0, 0), new(0, -0.01), new(-0.01, -0.01), new(-0.01, 0)];

    [Fact]
    public void A_ring_that_touches_itself_becomes_parts_of_the_same_area()
    {
        var plan = Fenced.Plan(Polygon(_touching));
        Assert.Equal("a ring does not touch itself", FencePlanRules.Refuses(plan)!.Rule);
        var mending = FencePlanMending.Mend(plan);
        Assert.Null(mending.Refusal);
        Assert.Equal((2, "a ring does not touch itself", new GeoPoint(0, 0)), (mending.Parts, mending.Broken, mending.Fault!.Value));
        Assert.Equal(2 * Math.Pow(Sphere.Radians(0.01) * Sphere.RadiusM, 2), mending.AreaBeforeM2, 1.0);
        Assert.Equal(mending.AreaBeforeM2, mending.AreaAfterM2, 0.01);
        var map = Fenced.Map(("F-1", mending.Plan));
        Assert.All(new GeoPoint[] { new(0.005, 0.005), new(-0.005, -0.005), new(0, 0) }, inside => Assert.True(map.Covering(inside).Any()));
        Assert.All(new GeoPoint[] { new(0.005, -0.005), new(-0.005, 0.005) }, outside => Assert.False(map.Covering(outside).Any()));
    }

    [Fact]
    public void What_would_change_the_area_by_more_than_a_thousandth_is_refused_with_its_place()
    {
        // A bow-tie: its two halves turn the other way round, and nobody knows which of them was meant.
        var bow = Fenced.Plan(Polygon(new(0, 0), new(0.01, 0.01), new(0.01, 0), new(0, 0.02)));
        var mending = FencePlanMending.Mend(bow);
        Assert.Equal((FenceOutcome.Invalid, "shape.parts", "mending changes an area by at most 0.1 %"),
            (mending.Refusal!.Outcome, mending.Refusal.Field, mending.Refusal.Rule));
        Assert.NotNull(mending.Refusal.Fault);
        Assert.Matches("^[0-9]+ m² would become [0-9]+ m²$", mending.Refusal.Value);
    }

    [Theory]
    [InlineData(0.0000001, true)]
    [InlineData(0.001, false)]
    public void A_spike_may_be_cut_off_a_loop_may_not(double width, bool mended)
    {
        // The edge from the south-east comes back through the eastern one, that far north of the corner, and leaves a small loop outside.
        var plan = Fenced.Plan(Polygon(new(0, 0), new(0, 0.01), new(width, 0.009), new(width, 0.011), new(-width, 0.0095), new(0.01, 0.01), new(0.01, 0)));
        Assert.NotNull(FencePlanRules.Refuses(plan));
        Assert.Equal(mended, FencePlanMending.Mend(plan).Refusal is null);
    }

    [Fact]
    public void What_is_valid_stays_as_it_is_and_what_is_broken_otherwise_is_refused_as_ever()
    {
        var good = Fenced.Plan(Polygon(new(0, 0), new(0, 0.01), new(0.01, 0)));
        Assert.Equal((good, "", 0), (FencePlanMending.Mend(good).Plan, FencePlanMending.Mend(good).Broken, FencePlanMending.Mend(good).Parts));
        foreach (var plan in new[]
        {
            good with { Name = "" }, Fenced.Plan(Fenced.Circle(0, 0, 0.5)), Fenced.Plan(Polygon(new(0, 0), new(95, 1), new(1, 0))), Fenced.Plan(Polygon(new(0, 0), new(1, 1))),
            Fenced.Plan(Polygon(_touching)) with { Watch = new FenceWatch { VoidBelow = 0 } },
            // No area at all.
            Fenced.Plan(Polygon(new(0, 0), new(0, 1), new(0, 2))),
        })
        {
            Assert.NotNull(FencePlanMending.Mend(plan).Refusal);
        }
    }

    [Fact]
    public void Every_real_area_is_valid_or_can_be_mended()
    {
        foreach (var file in Layers.Files)
        {
            var mendings = Layers.All(file).Select(FencePlanMending.Mend).ToArray();
            Assert.All(mendings, mending => Assert.Null(mending.Refusal));
            var broken = mendings.Where(mending => mending.Broken.Length > 0).ToArray();
            TestContext.Current.TestOutputHelper?.WriteLine($"{Path.GetFileName(file)}: {mendings.Length} areas, mended: {string.Join("; ",
                broken.Select(one => $"{one.Plan.Name} ({one.Broken}) {one.AreaBeforeM2:F1} -> {one.AreaAfterM2:F1} m² in {one.Parts}"))}");
            Assert.All(broken, one => Assert.InRange(one.AreaAfterM2 / one.AreaBeforeM2, 0.999, 1.001));
        }
    }

    private static FenceShape Polygon(params GeoPoint[] ring) => new() { Kind = FenceKind.Polygon, Parts = [new FencePart { Outer = [.. ring] }] };
}
