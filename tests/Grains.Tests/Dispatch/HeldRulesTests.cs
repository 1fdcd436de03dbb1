using System.Collections.Immutable;
using CsCheck;
using GrupoGad.RunPlans;

namespace GrupoGad.Dispatch;

public sealed class HeldRulesTests
{
    private static readonly string[] _skills = ["medic", "ladder", "dog"];

    [Fact]
    public void Who_has_two_skills_counts_for_the_need_that_nobody_else_can_meet()
    {
        var held = HeldRules.Match([new("medic", 1), new("ladder", 1)], People(("E-1", ["medic", "ladder"]), ("E-2", ["medic"])));
        Assert.Equal(["E-2", "E-1"], held.Select(ids => Assert.Single(ids)));
    }

    [Fact]
    public void A_skill_goes_before_anybody_and_who_is_too_many_counts_for_none()
    {
        var held = HeldRules.Match([new("", 1), new("medic", 1)], People(("E-1", ["medic"])));
        Assert.Empty(held[0]);
        Assert.Equal(["E-1"], held[1]);
        held = HeldRules.Match([new("medic", 1)], People(("E-1", ["medic"]), ("E-2", ["medic"]), ("E-3", [])));
        Assert.Equal(["E-1"], held[0]);
    }

    [Fact]
    public void As_many_places_are_taken_as_can_be_and_nobody_takes_two() => Gen.Select(_person.Array[0, 6], _need.Array[1, 4]).Sample((people, needs) =>
    {
        ImmutableArray<SkillNeed> plan = [.. needs.DistinctBy(need => need.Skill)];
        var known = people.Select((skills, i) => (Id: $"E-{i}", skills)).ToDictionary(pair => pair.Id, pair => pair.skills.ToImmutableArray());
        var held = HeldRules.Match(plan, known);
        Assert.Equal(held.Sum(ids => ids.Length), held.SelectMany(ids => ids).Distinct().Count());
        Assert.All(plan.Zip(held), pair => Assert.True(pair.Second.Length <= pair.First.Count && pair.Second.All(id => pair.First.Skill == "" || known[id].Contains(pair.First.Skill))));
        Assert.Equal(Most([.. known.Values], [.. plan.Select(need => need.Count)], 0), held.Sum(ids => ids.Length));

        // Everybody into every need in turn, or into none.
        int Most(ImmutableArray<string>[] left, int[] free, int at)
        {
            if (at == left.Length)
            {
                return 0;
            }
            var best = Most(left, free, at + 1);
            for (var need = 0; need < free.Length; need++)
            {
                if (free[need] > 0 && (plan[need].Skill == "" || left[at].Contains(plan[need].Skill)))
                {
                    free[need]--;
                    best = Math.Max(best, 1 + Most(left, free, at + 1));
                    free[need]++;
                }
            }
            return best;
        }
    }, iter: 500);

    private static readonly Gen<string[]> _person = Gen.Bool.Array[3].Select(has => _skills.Where((_, i) => has[i]).ToArray());

    private static readonly Gen<SkillNeed> _need = Gen.Select(Towns.Any("", "medic", "ladder", "dog"), Gen.Int[1, 3], (skill, count) => new SkillNeed(skill, count));

    private static Dictionary<string, ImmutableArray<string>> People(params (string Id, string[] Skills)[] people) =>
        people.ToDictionary(person => person.Id, person => person.Skills.ToImmutableArray());
}
