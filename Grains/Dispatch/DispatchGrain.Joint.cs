using GrupoGad.Operations;

namespace GrupoGad.Dispatch;

/// <remarks>Many operations at once.</remarks>
public sealed partial class DispatchGrain
{
    private const int CountMax = RecommendRequest.CountMax;

    public async ValueTask<JointAnswer> Solve(JointRequest request, CancellationToken cancellation)
    {
        var start = with.Clock.GetTimestamp();
        var answer = JointChecks.Refuses(request) ?? await Solved(request, cancellation);
        with.Instruments.Requested("joint", answer.Outcome);
        if (answer.Plan is { } plan)
        {
            with.Instruments.Took("joint", with.Clock.GetElapsedTime(start), plan.Considered);
            with.Instruments.Saved(plan.SavedS);
            LogSolved(with.Logger, plan.JointId, plan.Totals.Filled, plan.Totals.Missing, plan.SavedS);
        }
        return answer;
    }

    public ValueTask<JointPlan?> ReadJoint(string jointId, CancellationToken cancellation) => with.Recommendations.ReadJoint(jointId, cancellation);

    public async ValueTask<JointApplied> Apply(string jointId, string actor, CancellationToken cancellation)
    {
        if (await with.Recommendations.ReadJoint(jointId, cancellation) is not { } plan)
        {
            return new JointApplied { Outcome = DispatchOutcome.UnknownPlan };
        }
        var operations = plan.Assignments.GroupBy(assignment => assignment.OperationId).ToArray();
        // The plan's id is the request's: said again, each operation gives its first answer again.
        var request = new OperationRequest(jointId, actor, "") { Recommendation = jointId };
        var answers = await Rounds.Each(operations, with.Options.CallsMax, async operation =>
        {
            try
            {
                return (await GrainFactory.GetGrain<IOperationGrain>(operation.Key)
                    .Assign([.. operation.Select(assignment => assignment.Candidate.EfectivoId)], request, cancellation)).Results;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogNotApplied(with.Logger, jointId, operation.Key, exception);
                return [.. operation.Select(assignment => new AssignResult(
                    assignment.Candidate.EfectivoId, AssignOutcome.Pending, "the operation did not answer: apply the plan again"))];
            }
        });
        with.Instruments.Requested("apply", DispatchOutcome.Done);
        return new JointApplied
        {
            Outcome = DispatchOutcome.Done,
            Results = [.. operations.Zip(answers).SelectMany(pair => pair.Second.Select(result => new JointResult(pair.First.Key, result.EfectivoId, result.Outcome, result.Rule ?? "")))],
        };
    }

    private async ValueTask<JointAnswer> Solved(JointRequest request, CancellationToken cancellation)
    {
        var views = await Rounds.Each(request.Operations, with.Options.CallsMax, async need => await GrainFactory.GetGrain<IOperationGrain>(need.OperationId).Describe(cancellation));
        var needs = new List<JointSearch.Need>();
        for (var i = 0; i < views.Length; i++)
        {
            if (JointChecks.Refuses(views[i], request.Operations[i], i) is { } refused)
            {
                return refused;
            }
            var (view, asked) = (views[i]!, request.Operations[i]);
            var count = asked.Count > 0 ? asked.Count : Math.Max(1, view.Plan.Wanted - view.Assignments.Count(bond => bond.IsOpen));
            var wanted = Wanted.Of(view, asked.Skill is { Length: > 0 } skill ? [skill] : [], with.Options.MaxTravelS, request.AnyJurisdiction)!;
            needs.Add(new JointSearch.Need(view, wanted, Math.Min(count, CountMax), with.Options.JointCandidates + Math.Min(count, CountMax)));
        }
        try
        {
            var inquiry = new Inquiry(_sight, with);
            return new JointAnswer { Outcome = DispatchOutcome.Done, Plan = await Kept(await Together(needs, inquiry, request, cancellation), cancellation) };
        }
        catch (JointSolverMissingException exception)
        {
            LogNoSolver(with.Logger, exception);
            return new JointAnswer { Outcome = DispatchOutcome.NoSolver, Rule = exception.Message };
        }
    }

    private async ValueTask<JointPlan> Together(List<JointSearch.Need> needs, Inquiry inquiry, JointRequest request, CancellationToken cancellation)
    {
        var search = new JointSearch(_sight, inquiry, with);
        while (true)
        {
            needs = await search.Look(needs, cancellation);
            var problem = search.Problem(needs);
            var start = with.Clock.GetTimestamp();
            // Arithmetic for a tenth of a second: not on the scheduler that other grains share.
            var picks = await Task.Run(() => with.Solver.Solve(problem), cancellation);
            var solveMs = with.Clock.GetElapsedTime(start).TotalMilliseconds;
            var wider = JointSearch.Wider(needs, problem, picks);
            if (wider.SequenceEqual(needs))
            {
                return JointViews.Plan(problem, picks, search, request.Actor, with.Now) with
                {
                    SolveMs = Math.Round(solveMs, 1), Considered = search.Considered, Unchecked = inquiry.Unchecked,
                };
            }
            needs = wider;
        }
    }

    private async ValueTask<JointPlan> Kept(JointPlan made, CancellationToken cancellation)
    {
        var kept = made with { IsStored = true };
        try
        {
            await with.Recommendations.Keep(kept, cancellation);
            return kept;
        }
        catch (GadUnavailableException exception)
        {
            LogNotStored(with.Logger, made.JointId, exception);
            return made;
        }
    }
}
