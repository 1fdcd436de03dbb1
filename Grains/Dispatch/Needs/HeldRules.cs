using System.Collections.Immutable;
using GrupoGad.RunPlans;

namespace GrupoGad.Dispatch;

/// <summary>Matches efectivos that are assigned already with the needs of a run plan. Pure.</summary>
internal static class HeldRules
{
    /// <summary>
    /// Each efectivo counts for one need at most, and as many places as possible are taken (a matching of greatest size). A need for a skill goes before one
    /// without.
    /// </summary>
    /// <param name="people">By code: their skills.</param>
    /// <returns>Codes for each need, in the order of the needs.</returns>
    public static ImmutableArray<string>[] Match(ImmutableArray<SkillNeed> needs, IReadOnlyDictionary<string, ImmutableArray<string>> people)
    {
        var held = needs.Select(_ => new List<string>()).ToArray();
        int[] order = [.. Enumerable.Range(0, needs.Length).OrderBy(need => needs[need].Skill.Length == 0)];
        foreach (var id in people.Keys.Order(StringComparer.Ordinal))
        {
            Place(id, new bool[needs.Length]);
        }
        return [.. held.Select(ids => ids.Order(StringComparer.Ordinal).ToImmutableArray())];

        // Where all places are taken, an efectivo in one of them may be moved to another need.
        bool Place(string id, bool[] tried)
        {
            foreach (var need in order)
            {
                if (tried[need] || (needs[need].Skill.Length > 0 && !people[id].Contains(needs[need].Skill)))
                {
                    continue;
                }
                tried[need] = true;
                if (held[need].Count < needs[need].Count)
                {
                    held[need].Add(id);
                    return true;
                }
                if (held[need].FindIndex(other => Place(other, tried)) is >= 0 and var moved)
                {
                    held[need][moved] = id;
                    return true;
                }
            }
            return false;
        }
    }
}
