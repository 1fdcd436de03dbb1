using CsCheck;
using GrupoGad.Duty;
using GrupoGad.Efectivos;

namespace GrupoGad.Dispatch;

public sealed class RecommenderTests
{
    [Fact]
    public void It_chooses_as_looking_at_everyone_does()
    {
        Gen.Select(Towns.Of(400), Gen.Int[1, 5], Towns.Any<string[]>([], ["paramedic"], ["paramedic", "driver"])).Sample((town, count, skills) =>
        {
            var (picked, recommender) = Recommend(town, Town.Wanted(skills), count);
            var everyone = Judged(town, Town.Wanted(skills)).Where(judged => judged.Exclusion is null).Select(judged => judged.Prospect!).ToArray();
            var truth = Choice.Pick(everyone, count, cell => town.People.Count(person => person.Availability == Availability.Available && person.Cell == cell), town.Options);
            Assert.True(recommender.IsComplete, "with 512 looked at, all of this town was seen");
            Assert.Equal(truth.Select(pick => (pick.Prospect.Id, Math.Round(pick.CostS, 6))), picked.Take(count).Select(pick => (pick.Prospect.Id, Math.Round(pick.CostS, 6))));
        }, iter: 300);
    }

    [Fact]
    public void Whoever_was_looked_at_either_may_go_or_is_told_the_rule()
    {
        Towns.Of(120).Sample(town =>
        {
            var (_, recommender) = Recommend(town, Town.Wanted("paramedic"), 2);
            var judged = Judged(town, Town.Wanted("paramedic")).ToDictionary(person => person.Id, person => person.Exclusion?.Rule);
            Assert.Equal(recommender.Considered.Count, recommender.Excluded.Count + recommender.Prospects.Count);
            Assert.All(recommender.Excluded, exclusion => Assert.Equal(judged[exclusion.EfectivoId], exclusion.Rule));
            Assert.All(recommender.Prospects, prospect => Assert.Null(judged[prospect.Id]));
        }, iter: 200);
    }

    [Fact]
    public async Task What_cannot_be_asked_does_not_count_and_is_said()
    {
        var town = new Town { People = { new("E-1", 100, 0, [], Bar: DutyBar.OnLeave, Hours: 20, Work: 9) } };
        town.Away.UnionWith(["coverage", "duty", "workload"]);
        var with = town.With();
        var inquiry = new Inquiry(town, with);
        var picked = await new Recommender(town, inquiry, Town.Wanted(), with).Run(1, 0, 0, TestContext.Current.CancellationToken);
        Assert.Equal("E-1", Assert.Single(picked).Prospect.Id);
        Assert.Equal(["coverage", "duty", "workload"], inquiry.Unchecked);
    }

    [Fact]
    public void A_faster_class_from_further_away_is_found_behind_a_crowd_of_slow_ones()
    {
        var town = new Town();
        town.People.AddRange(Enumerable.Range(0, 200).Select(i => new Town.Person($"W-{i:000}", 1_000 + i, 0, ["a-pie"])));
        town.People.Add(new Town.Person("M-1", 3_000, 3_000, ["motorista"]));
        var (picked, recommender) = Recommend(town, Town.Wanted(), 1);
        Assert.Equal("M-1", picked[0].Prospect.Id);
        Assert.True(recommender.IsComplete);
        Assert.InRange(recommender.Considered.Count, 129, 201); // The first 32 were not enough to be sure.
    }

    private static (List<(Prospect Prospect, int Left, double CostS)> Picked, Recommender Recommender) Recommend(Town town, Wanted wanted, int count)
    {
        var with = town.With();
        var recommender = new Recommender(town, new Inquiry(town, with), wanted, with);
        return (recommender.Run(count, 5, 0, CancellationToken.None).AsTask().GetAwaiter().GetResult(), recommender);
    }

    /// <summary>Everybody, by the rules one after the other.</summary>
    internal static IEnumerable<(string Id, Exclusion? Exclusion, Prospect? Prospect)> Judged(Town town, Wanted wanted)
    {
        var straight = new StraightLineEta(Microsoft.Extensions.Options.Options.Create(town.Options));
        foreach (var person in town.People)
        {
            var hit = person.Hit(wanted.Point);
            var travel = straight.Of(new Trip(person.Point, wanted.Point, SpeedRules.Mps([.. person.Skills], town.Options)));
            var exclusion = ExclusionRules.BySight(hit, wanted, town.Options)
                ?? ExclusionRules.ByAsking(hit, person.View, new DutyStanding(person.Bar, null, person.Hours), wanted, isAlarmed: false)
                ?? ExclusionRules.ByTravel(hit, travel, wanted);
            yield return (person.Id, exclusion, new Prospect(
                hit, travel, person.Hours, CostRules.FatigueS(person.Hours, town.Options), person.Work, CostRules.WorkloadS(person.Work, town.Options), person.Cell));
        }
    }
}
