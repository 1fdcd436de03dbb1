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

    /// <summary>Nearest efectivos not chosen whose way is reckoned, so that the answer can say what would change the choice.</summary>
    private const int TriedAgain = 10;

    /// <summary>Most of those that lack a skill. A rule may be lifted or end; a skill does not come overnight.</summary>
    private const int UnskilledTriedAgain = 3;

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
        var inquiry = new Inquiry(_sight, with);
        if (Wanted.Of(operation, request.MaxTravelS ?? with.Options.MaxTravelS, request.AnyJurisdiction, inquiry.Now) is not { } wanted)
        {
            return new() { Outcome = DispatchOutcome.NoPlace };
        }
        var ask = await new RunPlanRegistry(GrainFactory, _sight, inquiry, with).Ask(operation, wanted, request.Skills, request.Count, request.AlarmLevel, 1, cancellation);
        var made = ask.Needs.IsEmpty ? await Choose(ask.Demands[0], inquiry, request, cancellation) : await ChooseByNeeds(ask, inquiry, request, cancellation);
        return new() { Outcome = DispatchOutcome.Done, Recommendation = await Kept(made, cancellation) };
    }

    private async ValueTask<Recommendation> Choose(Demand demand, Inquiry inquiry, RecommendRequest request, CancellationToken cancellation)
    {
        var recommender = new Recommender(_sight, inquiry, demand.Wanted, with);
        var picked = await recommender.Run(demand.Count, NextMax, 0, cancellation);
        ImmutableArray<Candidate> candidates = [.. picked.Select(pick => pick.Prospect.Candidate(pick.Left, null, with.Options))];
        ImmutableArray<Candidate> chosen = [.. candidates.Take(demand.Count)];
        ImmutableArray<Candidate> next = [.. candidates.Skip(demand.Count)];
        var excluded = InOrder(recommender.Excluded);
        var again = await Again(excluded, recommender, inquiry, cancellation);
        return Made(demand.Wanted, request, inquiry) with
        {
            Count = demand.Count,
            Skills = demand.Wanted.Skills,
            Chosen = chosen,
            Next = next,
            Excluded = [.. excluded.Take(ExcludedMax)],
            ExcludedBy = Counts(excluded),
            Changes = ChangeRules.Of(chosen, next, again, chosen.Length < demand.Count),
            Considered = recommender.Considered.Count,
            IsComplete = recommender.IsComplete,
            Unchecked = inquiry.Unchecked,
        };
    }

    private static Recommendation Made(Wanted wanted, RecommendRequest request, Inquiry inquiry) => new()
    {
        RecommendationId = Guid.CreateVersion7().ToString("N"),
        OperationId = wanted.OperationId,
        At = inquiry.Now,
        JudgedAt = wanted.PlannedAt ?? inquiry.Now,
        Actor = request.Actor,
        Point = wanted.Point,
        Count = 0,
    };

    /// <summary>The ways of the nearest efectivos not chosen, so that the answer can say what would change the choice.</summary>
    private static async ValueTask<IEnumerable<(Exclusion, Travel?)>> Again(Exclusion[] excluded, Recommender recommender, Inquiry inquiry, CancellationToken cancellation)
    {
        var skilled = excluded.Where(exclusion => exclusion.Rule is not (ExclusionRule.AlreadyAsked or ExclusionRule.NoRoute or ExclusionRule.TooFar or ExclusionRule.SkillMissing));
        Exclusion[] again = [.. skilled.Concat(excluded.Where(exclusion => exclusion.Rule == ExclusionRule.SkillMissing).Take(UnskilledTriedAgain)).Take(TriedAgain)];
        return again.Zip(await inquiry.Reckon([.. again.Select(exclusion => inquiry.Trip(recommender.Seen(exclusion.EfectivoId), recommender.Wanted.Point))], cancellation));
    }

    private static Exclusion[] InOrder(IEnumerable<Exclusion> excluded) =>
        [.. excluded.OrderBy(exclusion => exclusion.DistanceM).ThenBy(exclusion => exclusion.EfectivoId, StringComparer.Ordinal)];

    private static ImmutableArray<ExclusionCount> Counts(IEnumerable<Exclusion> excluded) =>
        [.. excluded.GroupBy(exclusion => exclusion.Rule).OrderBy(rule => rule.Key).Select(rule => new ExclusionCount(rule.Key, rule.Count()))];

    private async ValueTask<Recommendation> Kept(Recommendation made, CancellationToken cancellation)
    {
        var kept = made with { IsStored = true };
        return await IsKept(made.RecommendationId, token => with.Recommendations.Keep(kept, token), cancellation) ? kept : made;
    }

    /// <summary>False when the answer could not be stored in time. The answer goes out all the same and says so; it may still be stored later.</summary>
    private async ValueTask<bool> IsKept(string id, Func<CancellationToken, ValueTask> keep, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(with.Options.AskMs);
        try
        {
            await keep(patience.Token);
            return true;
        }
        catch (Exception exception) when (exception is GadUnavailableException || (exception is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            LogNotStored(with.Logger, id, exception);
            return false;
        }
    }
}
