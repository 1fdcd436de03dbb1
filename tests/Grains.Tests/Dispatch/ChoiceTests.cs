using CsCheck;
using GrupoGad.Geo;

namespace GrupoGad.Dispatch;

public sealed class ChoiceTests
{
    private static readonly DispatchOptions _options = new();

    [Fact]
    public void One_after_the_other_is_the_cheapest_set_of_all()
    {
        Gen.Select(Gen.Select(Gen.Double[0, 900], Gen.Int[0, 2]).Array[1, 9], Gen.Int[1, 4], Gen.Int[0, 3]).Sample((people, count, more) =>
        {
            var prospects = people.Select((person, i) => Of($"E-{i}", person.Item1, person.Item2)).ToArray();
            int Available(CellId zone) => prospects.Count(prospect => prospect.Zone == zone) + more;
            var picked = Choice.Pick(prospects, count, Available, _options);
            Assert.Equal(Math.Min(count, people.Length), picked.Count);
            var best = Subsets(prospects, picked.Count).Min(set => set.Sum(prospect => prospect.OwnS) + set.GroupBy(prospect => prospect.Zone)
                .Sum(zone => Enumerable.Range(1, zone.Count()).Sum(nth => CostRules.CoverageS(Available(zone.Key) - nth, _options))));
            Assert.Equal(best, picked.Sum(pick => pick.CostS), tolerance: 1e-6);
        }, iter: 2_000);
    }

    [Fact]
    public void The_last_but_one_of_a_cell_is_dearer_by_the_hole_it_leaves()
    {
        // Ten seconds nearer, but it would leave its cell with one of two.
        var picked = Choice.Pick([Of("NEAR", 100, 0), Of("FAR", 110, 1)], 1, zone => zone.X == 0 ? 2 : 9, _options);
        Assert.Equal(("FAR", 8, 110.0), (picked[0].Prospect.Id, picked[0].Left, picked[0].CostS));
        var candidate = Of("NEAR", 100, 0).Candidate(1, null, _options);
        Assert.Equal((190.0, 90.0, 1.0), (candidate.CostS, candidate.Reasons[1].Seconds, candidate.Reasons[1].Of));
    }

    [Fact]
    public void Coverage_never_gets_cheaper_with_each_that_is_taken() => Gen.Select(Gen.Int[-3, 20], Gen.Int[0, 12]).Sample((left, wanted) =>
    {
        var options = new DispatchOptions { CoverWanted = wanted };
        Assert.True(CostRules.CoverageS(left - 1, options) >= CostRules.CoverageS(left, options));
        Assert.InRange(CostRules.CoverageS(left, options), 0, options.CoverPenaltyS);
    });

    private static Prospect Of(string id, double travelS, int zone) => new(
        new Town.Person(id, 0, 0, []).Hit(Town.Plaza), new Travel(travelS, travelS * 8, TravelBasis.StraightLine), 0, 0, 0, 0, new CellId(12, zone, 0));

    private static IEnumerable<Prospect[]> Subsets(Prospect[] all, int size) =>
        from mask in Enumerable.Range(0, 1 << all.Length)
        where System.Numerics.BitOperations.PopCount((uint)mask) == size
        select all.Where((_, i) => (mask >> i & 1) == 1).ToArray();
}
