using System.Collections.Immutable;
using GrupoGad.Operations;

namespace GrupoGad.Dispatch;

/// <summary>
/// Asks which of some efectivos may be sent to an operation, by <see cref="EligibilityRules"/>. A part that does not answer does not count, so that help is not
/// withheld for it.
/// </summary>
internal sealed class Eligibility(ISight sight, DispatchDependencies with)
{
    /// <param name="recommendation">That is followed; empty: none. Efectivos that it names were judged by the skill that it sought, and need no other.</param>
    /// <returns>Bars by efectivo code; without those whose grain does not answer or who are not registered.</returns>
    public async Task<ImmutableDictionary<string, ImmutableArray<Bar>>> Bars(OperationView operation, IEnumerable<string> efectivos, string recommendation = "")
    {
        var inquiry = new Inquiry(sight, with);
        var skill = operation.Plan.WantedSkill;
        var wanted = Wanted.Anywhere(operation, with.Options.MaxTravelS, false, inquiry.Now) with { Skills = skill.Length > 0 ? [skill] : [] };
        string[] ids = [.. efectivos.Distinct(StringComparer.Ordinal)];
        await inquiry.About(ids.Select(id => (id, wanted)), CancellationToken.None, isWeighed: false);
        var bars = ids.Where(id => inquiry.Of(id, wanted).View is not null)
            .ToImmutableDictionary(id => id, id => EligibilityRules.Of(inquiry.Of(id, wanted), wanted, with.Options), StringComparer.Ordinal);
        if (recommendation.Length == 0 || !bars.Values.Any(own => own.Any(IsSkill)))
        {
            return bars;
        }
        var named = await inquiry.Try("recommendation", with.Options.AskMs, token => Named(operation.OperationId, recommendation, token), [], CancellationToken.None);
        return bars.SetItems(named.Where(bars.ContainsKey).Select(id => KeyValuePair.Create(id, bars[id].RemoveAll(IsSkill))));
    }

    /// <summary>Efectivos that dispatch has named for this operation, in a recommendation or a joint plan.</summary>
    private async ValueTask<ImmutableHashSet<string>> Named(string operationId, string recommendation, CancellationToken cancellation) =>
        await with.Recommendations.Read(recommendation, cancellation) is { } made
            ? made.OperationId == operationId ? [.. made.Chosen.Concat(made.Next).Select(candidate => candidate.EfectivoId)] : []
        : await with.Recommendations.ReadJoint(recommendation, cancellation) is { } plan
            ? [.. plan.Assignments.Where(assignment => assignment.OperationId == operationId).Select(assignment => assignment.Candidate.EfectivoId)] : [];

    private static bool IsSkill(Bar bar) => bar.Rule == ExclusionRule.SkillMissing;
}
