using System.Collections.Immutable;

namespace GrupoGad.Dispatch;

/// <summary>Finds changes that would alter a choice. Pure.</summary>
internal static class ChangeRules
{
    public const int ChangesMax = 10;

    /// <param name="excluded">Some of those passed over, with the travel they would have; null where none is known.</param>
    /// <param name="isShort">Fewer were chosen than asked for, so any further efectivo would do.</param>
    public static ImmutableArray<Change> Of(
        IReadOnlyList<Candidate> chosen, IReadOnlyList<Candidate> next, IEnumerable<(Exclusion Exclusion, Travel? Travel)> excluded, bool isShort)
    {
        var changes = new List<Change>();
        if (chosen.Count > 0 && next.Count > 0)
        {
            var last = chosen[^1];
            changes.Add(new Change { Kind = ChangeKind.NextBest, EfectivoId = next[0].EfectivoId, Seconds = Round(next[0].CostS - last.CostS) });
            changes.AddRange(next.Where(candidate => candidate.TravelS < last.TravelS).OrderBy(candidate => candidate.TravelS).Select(candidate => new Change
            {
                Kind = ChangeKind.SoonerButCostlier,
                EfectivoId = candidate.EfectivoId,
                Seconds = Round(last.TravelS - candidate.TravelS),
                Cost = candidate.Reasons.Where(cost => cost.Kind != CostKind.Travel).MaxBy(cost => cost.Seconds).Kind,
            }));
        }
        changes.AddRange(excluded
            .Where(passed => passed.Travel is { } travel && (isShort || travel.Seconds < chosen[^1].TravelS))
            .OrderBy(passed => passed.Travel!.Value.Seconds).Select(passed => new Change
            {
                Kind = ChangeKind.NearerExcluded,
                EfectivoId = passed.Exclusion.EfectivoId,
                Rule = passed.Exclusion.Rule,
                Seconds = isShort ? 0 : Round(chosen[^1].TravelS - passed.Travel!.Value.Seconds),
            }));
        return [.. changes.Take(ChangesMax)];
    }

    private static double Round(double value) => Math.Round(value, 1);
}
