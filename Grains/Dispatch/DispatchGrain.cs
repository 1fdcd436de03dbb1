using System.Collections.Immutable;
using GrupoGad.Operations;
using Orleans.Concurrency;

namespace GrupoGad.Dispatch;

/// <inheritdoc cref="IDispatchGrain"/>
[StatelessWorker, Reentrant]
public sealed partial class DispatchGrain(DispatchDependencies with) : Grain, IDispatchGrain
{
    private const int NextMax = 10;
    private const int ExcludedMax = 50;

    /// <summary>Of those passed over, the nearest whose way is reckoned, to say what would change the choice.</summary>
    private const int TriedAgain = 10;

    private GrainSight _sight = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _sight = new GrainSight(GrainFactory, with);
        return Task.CompletedTask;
    }

    public async ValueTask<RecommendAnswer> Recommend(string operationId, RecommendRequest request, CancellationToken cancellation)
    {
        var start = with.Clock.GetTimestamp();
        var answer = RequestChecks.Refuses(request) ?? await Judge(operationId, request, cancellation);
        with.Instruments.Requested("recommend", answer.Outcome);
        if (answer.Recommendation is { } made)
        {
            with.Instruments.Took("recommend", with.Clock.GetElapsedTime(start), made.Considered);
        }
        return answer;
    }

    public ValueTask<Recommendation?> Read(string recommendationId, CancellationToken cancellation) => with.Recommendations.Read(recommendationId, cancellation);

    public ValueTask<ImmutableArray<Recommendation>> Of(string operationId, int limit, CancellationToken cancellation) => limit is < 1 or > 100
        ? throw new ArgumentOutOfRangeException(nameof(limit), limit, "The limit is 1..100.")
        : with.Recommendations.Of(operationId, limit, cancellation);

    private async ValueTask<RecommendAnswer> Judge(string operationId, RecommendRequest request, CancellationToken cancellation)
    {
        if (await GrainFactory.GetGrain<IOperationGrain>(operationId).Describe(cancellation) is not { } operation)
        {
            return new() { Outcome = DispatchOutcome.UnknownOperation, Value = operationId };
        }
        if (operation.Status is OperationStatus.Completed or OperationStatus.Cancelled)
        {
            return new() { Outcome = DispatchOutcome.OperationClosed, Value = operation.Status.ToString() };
        }
        if (Wanted.Of(operation, request.Skills, request.MaxTravelS ?? with.Options.MaxTravelS, request.AnyJurisdiction) is not { } wanted)
        {
            return new() { Outcome = DispatchOutcome.NoPlace };
        }
        return new() { Outcome = DispatchOutcome.Done, Recommendation = await Kept(await Choose(wanted, request, cancellation), cancellation) };
    }

    private async ValueTask<Recommendation> Choose(Wanted wanted, RecommendRequest request, CancellationToken cancellation)
    {
        var inquiry = new Inquiry(_sight, with);
        var recommender = new Recommender(_sight, inquiry, wanted, with);
        var picked = await recommender.Run(request.Count, NextMax, cancellation);
        ImmutableArray<Candidate> candidates = [.. picked.Select(pick => pick.Prospect.Candidate(pick.Left, with.Options))];
        ImmutableArray<Candidate> chosen = [.. candidates.Take(request.Count)];
        ImmutableArray<Candidate> next = [.. candidates.Skip(request.Count)];
        Exclusion[] excluded = [.. recommender.Excluded.OrderBy(exclusion => exclusion.DistanceM).ThenBy(exclusion => exclusion.EfectivoId, StringComparer.Ordinal)];
        Exclusion[] again = [.. excluded.Where(exclusion => exclusion.Rule is not (ExclusionRule.AlreadyAsked or ExclusionRule.NoRoute or ExclusionRule.TooFar)).Take(TriedAgain)];
        var travels = await inquiry.Reckon([.. again.Select(exclusion => inquiry.Trip(recommender.Seen(exclusion.EfectivoId), wanted.Point))], cancellation);
        return new Recommendation
        {
            RecommendationId = Guid.CreateVersion7().ToString("N"),
            OperationId = wanted.OperationId,
            At = with.Now,
            Actor = request.Actor,
            Point = wanted.Point,
            Count = request.Count,
            Skills = wanted.Skills,
            Chosen = chosen,
            Next = next,
            Excluded = [.. excluded.Take(ExcludedMax)],
            ExcludedBy = [.. excluded.GroupBy(exclusion => exclusion.Rule).OrderBy(rule => rule.Key).Select(rule => new ExclusionCount(rule.Key, rule.Count()))],
            Changes = ChangeRules.Of(chosen, next, again.Zip(travels), chosen.Length < request.Count),
            Considered = recommender.Considered,
            IsComplete = recommender.IsComplete,
            Unchecked = inquiry.Unchecked,
        };
    }

    /// <summary>An answer is not held back because it cannot be stored: it says so.</summary>
    private async ValueTask<Recommendation> Kept(Recommendation made, CancellationToken cancellation)
    {
        var kept = made with { IsStored = true };
        try
        {
            await with.Recommendations.Keep(kept, cancellation);
            return kept;
        }
        catch (GadUnavailableException exception)
        {
            LogNotStored(with.Logger, made.RecommendationId, exception);
            return made;
        }
    }
}
