using System.Collections.Immutable;
using GrupoGad.RunPlans;

namespace GrupoGad.Dispatch;

/// <summary>For which need of a run plan each of those counts who are assigned already. Pure.</summary>
internal static class HeldRules
{
    /// <summary>Everybody counts for one need at most, so that as many places as can be are taken (a matching of greatest size); a need for a skill goes before one for anybody.</summary>
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

        // Where all places are taken, somebody in one of them may be moved to another need.
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
