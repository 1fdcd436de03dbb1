using System.Collections.Immutable;

namespace GrupoGad.Dispatch;

/// <summary>Finds efectivos for each need of an operation's run plan. Each efectivo serves one need, and the total cost over all needs is least.</summary>
/// <remarks>
/// For each need the search looks as far as if that need had to be met with all efectivos that the operation asks for, and further by the cover that the other
/// needs can take from a cell. No efectivo outside the search can then be better, however the other needs are met.
/// </remarks>
internal sealed class NeedSearch(ISight sight, Inquiry inquiry, ImmutableArray<Demand> demands, DispatchDependencies with)
{
    /// <summary>Next best candidates that are reported for each need.</summary>
    public const int NextMax = 3;

    private readonly Recommender[] _recommenders = [.. demands.Select(demand => new Recommender(sight, inquiry, demand.Wanted, with))];

    private HashSet<string> _mayGo = [];

    public IReadOnlyList<Recommender> Recommenders => _recommenders;

    /// <summary>Chosen for each demand, best first, as candidates; in the order of the demands.</summary>
    public ImmutableArray<Candidate>[] Chosen { get; private set; } = [];

    /// <summary>The next best for each demand.</summary>
    public ImmutableArray<Candidate>[] Next { get; private set; } = [];

    public int Considered => _recommenders.SelectMany(recommender => recommender.Considered).Distinct(StringComparer.Ordinal).Count();

    public bool IsComplete => _recommenders.All(recommender => recommender.IsComplete);

    public async ValueTask Run(CancellationToken cancellation)
    {
        var all = demands.Sum(demand => demand.Count);
        foreach (var recommender in _recommenders)
        {
            await recommender.Run(all, 0, demands.Length > 1 ? with.Options.CoverPenaltyS : 0, cancellation);
        }
        _mayGo = [.. _recommenders.SelectMany(recommender => recommender.Prospects.Select(prospect => prospect.Id))];
        var problem = JointProblems.Of(demands.Select(demand => (Operation, demand)), [.. _recommenders.Select(recommender => recommender.Prospects)], inquiry, with.Options);
        Tell(problem, await Solve(problem, cancellation));
    }

    /// <summary>Set before <see cref="Run"/>: whose demands they are.</summary>
    public required Operations.OperationView Operation { get; init; }

    /// <summary>Efectivos that may go for no need, each by the rule that says most: one for a skill it has goes before the lack of another skill.</summary>
    public IEnumerable<Exclusion> Excluded() =>
        from exclusion in _recommenders.SelectMany(recommender => recommender.Excluded)
        where !_mayGo.Contains(exclusion.EfectivoId)
        group exclusion by exclusion.EfectivoId into one
        let told = one.OrderBy(exclusion => exclusion.Rule == ExclusionRule.SkillMissing).First()
        select told.Rule == ExclusionRule.SkillMissing && one.Count() > 1
            ? told with { Detail = "it has none of the skills " + string.Join(", ", demands.SelectMany(demand => demand.Wanted.Skills)) }
            : told;

    /// <summary>Efectivos excluded for this demand and all others; of several demands, not those that lack its skill: they are no loss to it.</summary>
    public IEnumerable<Exclusion> ExcludedFrom(int demand) => _recommenders[demand].Excluded
        .Where(exclusion => !_mayGo.Contains(exclusion.EfectivoId) && (demands.Length == 1 || exclusion.Rule != ExclusionRule.SkillMissing));

    private async ValueTask<ImmutableArray<JointPick>> Solve(JointProblem problem, CancellationToken cancellation)
    {
        try
        {
            return await JointProblems.Solve(problem, with.Solver, cancellation);
        }
        catch (JointSolverMissingException)
        {
            // An operation is not left without help because a library is missing. Needs for a skill come first, and each need takes its best.
            return GreedyRules.Solve(problem);
        }
    }

    private void Tell(JointProblem problem, ImmutableArray<JointPick> picks)
    {
        Prospect Of(JointPick pick) => _recommenders[pick.Demand].Prospects[pick.Option];
        var chosen = picks.Zip(JointSums.Left(problem, picks), (pick, left) => (pick.Demand, Of(pick).Candidate(left, demands[pick.Demand].Wanted.Need, with.Options))).ToLookup(pair => pair.Demand, pair => pair.Item2);
        var taken = picks.Select(pick => Of(pick).Id).ToHashSet(StringComparer.Ordinal);
        var gone = picks.CountBy(pick => Of(pick).Zone).ToDictionary();
        Chosen = [.. demands.Select((_, i) => chosen[i].OrderBy(candidate => candidate.CostS).ThenBy(candidate => candidate.EfectivoId, StringComparer.Ordinal).ToImmutableArray())];
        Next = [.. demands.Select((demand, i) => _recommenders[i].Prospects.Where(prospect => !taken.Contains(prospect.Id))
            .Select(prospect => prospect.Candidate(problem.Available[prospect.Zone] - gone.GetValueOrDefault(prospect.Zone) - 1, demand.Wanted.Need, with.Options))
            .OrderBy(candidate => candidate.CostS).ThenBy(candidate => candidate.EfectivoId, StringComparer.Ordinal).Take(NextMax).ToImmutableArray())];
    }
}
