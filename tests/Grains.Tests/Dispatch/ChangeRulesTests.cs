namespace GrupoGad.Dispatch;

public sealed class ChangeRulesTests
{
    [Fact]
    public void It_tells_the_next_best_the_sooner_but_costlier_and_the_nearer_that_a_rule_keeps_out()
    {
        var changes = ChangeRules.Of(
            [Of("A", 100, 100), Of("B", 200, 220)],
            [Of("C", 260, 260), Of("D", 150, 330, new Cost(CostKind.Fatigue, 180, 14))],
            [(Out("X", ExclusionRule.OnLeave), Way(120)), (Out("Y", ExclusionRule.Reserved), Way(400)), (Out("Z", ExclusionRule.Reserved), null)], isShort: false);
        Assert.Equal(
            ["NextBest C 40  ", "SoonerButCostlier D 50  Fatigue", "NearerExcluded X 80 OnLeave "],
            changes.Select(change => $"{change.Kind} {change.EfectivoId} {change.Seconds} {change.Rule} {change.Cost}"));
    }

    [Fact]
    public void Where_too_few_may_go_anybody_kept_out_would_change_it()
    {
        var changes = ChangeRules.Of([], [], [(Out("X", ExclusionRule.NotAvailable), Way(900)), (Out("Y", ExclusionRule.OffShift), Way(300))], isShort: true);
        Assert.Equal([("Y", 0.0), ("X", 0.0)], changes.Select(change => (change.EfectivoId, change.Seconds)));
    }

    [Fact]
    public void No_more_than_ten_are_told() => Assert.Equal(
        10, ChangeRules.Of([], [], Enumerable.Range(0, 30).Select(i => (Out($"E-{i}", ExclusionRule.Reserved), Way(i))), isShort: true).Length);

    private static Candidate Of(string id, double travelS, double costS, params Cost[] more) => new()
    {
        EfectivoId = id, DistanceM = 1, TravelS = travelS, Basis = TravelBasis.StraightLine, CostS = costS, Reasons = [new Cost(CostKind.Travel, travelS, 1), .. more],
    };

    private static Exclusion Out(string id, ExclusionRule rule) => new() { EfectivoId = id, DistanceM = 1, Rule = rule };

    private static Travel? Way(double seconds) => new Travel(seconds, 1, TravelBasis.StraightLine);
}
