using System.Collections.Immutable;
using System.Globalization;
using GrupoGad.Operations;
using GrupoGad.Texts;

namespace GrupoGad.RunPlans;

/// <summary>Rules that a run plan must meet, and the efectivos that it asks for. Pure.</summary>
public static class RunPlanRules
{
    private const int LevelsMax = 10;
    private const int NeedsMax = 20;
    private const int CountMax = 100;
    private const int SkillMax = 100;

    /// <summary>Sum of the levels up to this one, by skill, in the order in which the plan names them; a level above the last is the last.</summary>
    /// <param name="plan">Null: none, and nobody is asked for.</param>
    /// <param name="level">From 1.</param>
    public static ImmutableArray<SkillNeed> Needs(RunPlan? plan, int level)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(level, 1);
        return plan is null ? [] : [.. plan.Levels.Take(level).SelectMany(one => one.Needs)
            .GroupBy(need => need.Skill, StringComparer.Ordinal).Select(skill => new SkillNeed(skill.Key, skill.Sum(need => need.Count)))];
    }

    public static bool Same(RunPlan one, RunPlan other) =>
        one.Levels.Length == other.Levels.Length && one.Levels.Zip(other.Levels).All(pair => pair.First.Needs.SequenceEqual(pair.Second.Needs));

    /// <summary>The first rule it breaks; null: none.</summary>
    public static RunPlanAnswer? Refuses(RunPlan plan, string actor)
    {
        if (!TextLength.IsWithin(actor, 1, 200) || !RequestRules.Storable(actor))
        {
            return new("actor", actor ?? "", "an actor has 1 to 200 characters");
        }
        if (!Enum.IsDefined(plan.Type))
        {
            return new("type", $"{plan.Type}", "a type is one of " + string.Join(", ", Enum.GetNames<OperationType>()));
        }
        if (!Enum.IsDefined(plan.Priority))
        {
            return new("priority", $"{plan.Priority}", "a priority is one of " + string.Join(", ", Enum.GetNames<OperationPriority>()));
        }
        if (plan.Levels.IsDefault || plan.Levels.Length is < 1 or > LevelsMax)
        {
            return new("levels", Text(plan.Levels.IsDefault ? 0 : plan.Levels.Length), $"a run plan has 1 to {LevelsMax} levels");
        }
        return plan.Levels.Select((level, i) => Refuses(level, $"levels[{i}].needs")).FirstOrDefault(answer => answer is not null);
    }

    private static RunPlanAnswer? Refuses(RunPlanLevel level, string field)
    {
        if (level.Needs.IsDefault || level.Needs.Length is < 1 or > NeedsMax)
        {
            return new(field, Text(level.Needs.IsDefault ? 0 : level.Needs.Length), $"a level has 1 to {NeedsMax} needs");
        }
        if (level.Needs.DistinctBy(need => need.Skill, StringComparer.Ordinal).Count() < level.Needs.Length)
        {
            return new(field, "", "a level names each skill once");
        }
        return level.Needs.Select((need, i) => Refuses(need, $"{field}[{i}]")).FirstOrDefault(answer => answer is not null);
    }

    private static RunPlanAnswer? Refuses(SkillNeed need, string field) =>
        need.Count is < 1 or > CountMax ? new(field + ".count", Text(need.Count), $"1 to {CountMax} efectivos")
        : !TextLength.IsWithin(need.Skill, 0, SkillMax) || !RequestRules.Storable(need.Skill) ? new(field + ".skill", need.Skill ?? "", $"a skill has at most {SkillMax} characters, none of them NUL")
        : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
