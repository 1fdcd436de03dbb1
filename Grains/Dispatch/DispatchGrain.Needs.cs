using System.Collections.Immutable;

namespace GrupoGad.Dispatch;

/// <remarks>By the run plan of the operation's type and priority.</remarks>
public sealed partial class DispatchGrain
{
    private async ValueTask<Recommendation> ChooseByNeeds(OperationAsk ask, Inquiry inquiry, RecommendRequest request, CancellationToken cancellation)
    {
        var search = new NeedSearch(_sight, inquiry, ask.Demands, with) { Operation = ask.Operation };
        await search.Run(cancellation);
        var excluded = InOrder(search.Excluded());
        var changes = ImmutableArray.CreateBuilder<Change>();
        for (var i = 0; i < ask.Demands.Length; i++)
        {
            var (demand, recommender) = (ask.Demands[i], search.Recommenders[i]);
            var again = await Again(InOrder(search.ExcludedFrom(i)), recommender, inquiry, cancellation);
            changes.AddRange(ChangeRules.Of(search.Chosen[i], search.Next[i], again, search.Chosen[i].Length < demand.Count)
                .Select(change => change with { Need = demand.Wanted.Need }));
        }
        var (chosen, next) = (search.Chosen.SelectMany(some => some), search.Next.SelectMany(some => some));
        return Made(ask.Wanted, request, inquiry) with
        {
            Count = ask.Demands.Sum(demand => demand.Count),
            AlarmLevel = ask.AlarmLevel,
            Needs = NeedViews.Met(ask.Needs, ByNeed(chosen), ByNeed(next)),
            Chosen = [.. chosen],
            Next = [.. next.OrderBy(candidate => candidate.CostS).DistinctBy(candidate => candidate.EfectivoId).Take(NextMax)],
            Excluded = [.. excluded.Take(ExcludedMax)],
            ExcludedBy = Counts(excluded),
            Changes = [.. changes.OrderBy(change => change.Kind).Take(ChangeRules.ChangesMax)],
            Considered = search.Considered,
            IsComplete = search.IsComplete,
            Unchecked = inquiry.Unchecked,
        };
    }

    private static ILookup<string, Candidate> ByNeed(IEnumerable<Candidate> candidates) =>
        candidates.Where(candidate => candidate.Need is not null).ToLookup(candidate => candidate.Need!, StringComparer.Ordinal);
}
