using System.Collections.Immutable;
using CsCheck;
using GrupoGad.Duty;
using GrupoGad.Efectivos;
using GrupoGad.Operations;

namespace GrupoGad.Dispatch;

public sealed class NeedSearchTests
{
    private static readonly OperationView _operation = new()
    {
        OperationId = "OP-1", Status = OperationStatus.Planned, Version = 1,
        Plan = new() { Title = "Rescate", Type = OperationType.Emergency, Priority = OperationPriority.High, PlannedStart = Reports.Now, PlannedEnd = Reports.Now.AddHours(1) },
    };

    [Fact]
    public void Needs_are_met_as_cheaply_as_looking_at_every_pair_of_everybody_finds() => Gen.Select(Towns.Of(90), Towns.Any("paramedic", "driver", "")).Sample((town, second) =>
    {
        ImmutableArray<Demand> demands = [Demand("motorista"), Demand(second)];
        var search = Search(town, demands, new Pairs());
        var everybody = Everybody(town, demands);
        var best = new Pairs().Solve(everybody);
        Assert.True(search.IsComplete);
        // Costs are told to a tenth of a second each.
        Assert.Equal(JointSums.Of(everybody, best).CostS, search.Chosen.SelectMany(chosen => chosen).Sum(candidate => candidate.CostS), 0.21);
        Assert.Equal(demands.Select((_, i) => best.Count(pick => pick.Demand == i)), search.Chosen.Select(chosen => chosen.Length));
    }, iter: 60);

    [Fact]
    public void Everybody_goes_to_one_need_that_he_can_meet_and_who_may_go_to_none_is_told_the_rule() => Towns.Of(120).Sample(town =>
    {
        ImmutableArray<Demand> demands = [Demand("paramedic", 3), Demand("motorista", 2), Demand("", 2)];
        var search = Search(town, demands, new NoJointSolver());
        var chosen = search.Chosen.SelectMany(some => some).ToArray();
        Assert.Equal(chosen.Length, chosen.DistinctBy(candidate => candidate.EfectivoId).Count());
        Assert.All(chosen, candidate => Assert.True(candidate.Need == "" || town.People.Single(person => person.Id == candidate.EfectivoId).Skills.Contains(candidate.Need)));
        Assert.All(demands.Zip(search.Chosen), pair => Assert.True(pair.Second.Length <= pair.First.Count));
        var excluded = search.Excluded().Select(exclusion => exclusion.EfectivoId).ToArray();
        var mayGo = search.Recommenders.SelectMany(recommender => recommender.Prospects).Select(prospect => prospect.Id).Distinct().ToArray();
        Assert.Equal(search.Considered, excluded.Length + mayGo.Length);
        Assert.Empty(excluded.Intersect(mayGo));
    }, iter: 200);

    [Fact]
    public void The_only_one_with_a_skill_is_not_spent_on_a_need_that_another_can_meet()
    {
        var town = new Town { People = { new("E-BOTH", 100, 0, ["paramedic", "motorista"]), new("E-P", 5_000, 0, ["paramedic"]) } };
        var search = Search(town, [Demand("paramedic"), Demand("motorista")], new Pairs());
        Assert.Equal(["E-P", "E-BOTH"], search.Chosen.Select(chosen => Assert.Single(chosen).EfectivoId));
        Assert.All(search.Next, next => Assert.Empty(next));
    }

    [Fact]
    public void Who_lacks_every_skill_is_told_all_of_them_and_who_is_barred_the_bar()
    {
        var town = new Town { People = { new("E-1", 100, 0, []), new("E-2", 200, 0, ["paramedic"], Bar: DutyBar.OnLeave) } };
        var excluded = Search(town, [Demand("paramedic"), Demand("motorista")], new Pairs()).Excluded().ToDictionary(exclusion => exclusion.EfectivoId);
        Assert.Equal((ExclusionRule.SkillMissing, "it has none of the skills paramedic, motorista"), (excluded["E-1"].Rule, excluded["E-1"].Detail));
        Assert.Equal(ExclusionRule.OnLeave, excluded["E-2"].Rule);
    }

    [Fact]
    public void Duty_is_asked_for_the_planned_start()
    {
        var start = Reports.Now.AddDays(2);
        var town = new Town { People = { new("E-1", 100, 0, ["paramedic"], Bar: DutyBar.OffShift) }, BarredAt = start };
        Assert.Equal(ExclusionRule.OffShift, Assert.Single(Search(town, [new Demand(Demand("paramedic").Wanted with { PlannedAt = start }, 1)], new Pairs()).Excluded()).Rule);
        Assert.Empty(Search(town, [Demand("paramedic")], new Pairs()).Excluded());
    }

    [Fact]
    public async Task What_did_not_answer_once_is_not_waited_for_again_for_the_next_need()
    {
        var town = new Town { People = { new("E-1", 100, 0, ["paramedic"]), new("E-2", 200, 0, ["motorista"]), new("E-3", 300, 0, ["buzo"]) } };
        var roads = new DeadRoads();
        var with = town.With(new NoJointSolver(), roads);
        var inquiry = new Inquiry(town, with);
        var search = new NeedSearch(town, inquiry, [Demand("paramedic"), Demand("motorista"), Demand("buzo")], with) { Operation = _operation };
        await search.Run(TestContext.Current.CancellationToken);
        Assert.Equal((1, "roads"), (roads.Asked, string.Join(' ', inquiry.Unchecked)));
        Assert.Equal(["E-1", "E-2", "E-3"], search.Chosen.Select(chosen => Assert.Single(chosen).EfectivoId));
    }

    private static Demand Demand(string skill, int count = 1) => new(Town.Wanted(skill.Length > 0 ? [skill] : []) with { Need = skill }, count);

    /// <summary>All who may go, without a search that stops somewhere.</summary>
    private static JointProblem Everybody(Town town, ImmutableArray<Demand> demands)
    {
        var prospects = demands.Select(demand => RecommenderTests.Judged(town, demand.Wanted).Where(judged => judged.Exclusion is null).Select(judged => judged.Prospect!).ToArray()).ToArray();
        var inquiry = new Inquiry(town, town.With());
        inquiry.Cover(prospects.SelectMany(some => some).Select(prospect => prospect.Zone), CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return JointProblems.Of(demands.Select(demand => (_operation, demand)), prospects, inquiry, town.Options);
    }

    private static NeedSearch Search(Town town, ImmutableArray<Demand> demands, IJointSolver solver)
    {
        var with = town.With(solver);
        var search = new NeedSearch(town, new Inquiry(town, with), demands, with) { Operation = _operation };
        search.Run(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return search;
    }

    /// <summary>A road graph that does not answer.</summary>
    private sealed class DeadRoads : IEtaProvider
    {
        public int Asked { get; private set; }

        public ValueTask<ImmutableArray<Travel?>> Reckon(IReadOnlyList<Trip> trips, CancellationToken cancellation)
        {
            Asked++;
            throw new GadUnavailableException("postgis");
        }

        public double ReachM(double seconds) => seconds * 1_000;
    }

    /// <summary>Two demands of one each: every pair is tried.</summary>
    private sealed class Pairs : IJointSolver
    {
        public ImmutableArray<JointPick> Solve(JointProblem problem)
        {
            var choices = problem.Demands.Select((demand, d) => Enumerable.Range(0, demand.Options.Length).Select(o => new JointPick(d, o)).Select(pick => (JointPick?)pick).Append(null).ToArray()).ToArray();
            var all = choices.Length == 1 ? choices[0].Select(one => Picks(one, null)) : choices[0].SelectMany(_ => choices[1], Picks);
            return all.Where(picks => JointSums.Refuses(problem, picks) is null).MinBy(picks => JointSums.WholeS(problem, picks));
        }

        private static ImmutableArray<JointPick> Picks(JointPick? one, JointPick? other) => [.. new[] { one, other }.OfType<JointPick>()];
    }
}
