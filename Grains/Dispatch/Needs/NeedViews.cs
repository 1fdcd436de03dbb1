using System.Collections.Immutable;

namespace GrupoGad.Dispatch;

/// <summary>Views of how far needs are met. Pure.</summary>
internal static class NeedViews
{
    /// <param name="chosen">Efectivos recommended for a need, by its skill.</param>
    public static ImmutableArray<NeedStanding> Met(
        ImmutableArray<NeedStanding> needs, ILookup<string, Candidate> chosen, ILookup<string, Candidate> next) =>
        [.. needs.Select(need => need with { Short = need.Missing - chosen[need.Skill].Count(), Chosen = [.. chosen[need.Skill]], Next = [.. next[need.Skill]] })];

    /// <summary>Without the candidates, which a joint plan names once.</summary>
    public static ImmutableArray<NeedStanding> Met(ImmutableArray<NeedStanding> needs, IReadOnlyDictionary<string, int> chosen) =>
        [.. needs.Select(need => need with { Short = need.Missing - chosen.GetValueOrDefault(need.Skill) })];
}
