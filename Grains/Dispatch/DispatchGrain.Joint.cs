using GrupoGad.Operations;

namespace GrupoGad.Dispatch;

/// <remarks>Many operations at once.</remarks>
public sealed partial class DispatchGrain
{
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
        // The plan's id is the request's, so each operation answers a repeated plan as it answered the first.
        var request = new OperationRequest(jointId, actor, "") { Recommendation = jointId };
        var answers = await Rounds.Each(operations, with.Options.CallsMax, async operation =>
        {
            try
            {
                return (await GrainFactory.GetGrain<IOperationGrain>(operation.Key)
                    .Assign([.. operation.Select(assignment => assignment.Candidate.EfectivoId)], request, cancellation)).Results;
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
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
        for (var i = 0; i < views.Length; i++)
        {
            if (JointChecks.Refuses(views[i], request.Operations[i], i) is { } refused)
            {
                return refused;
            }
        }
        try
        {
            var inquiry = new Inquiry(_sight, with);
            var asks = await Asks(views, request, inquiry, cancellation);
            return new JointAnswer { Outcome = DispatchOutcome.Done, Plan = await Kept(await Together(asks, inquiry, request, cancellation), cancellation) };
        }
        catch (JointSolverMissingException exception)
        {
            LogNoSolver(with.Logger, exception);
            return new JointAnswer { Outcome = DispatchOutcome.NoSolver, Rule = exception.Message };
        }
    }

    private async ValueTask<OperationAsk[]> Asks(OperationView?[] views, JointRequest request, Inquiry inquiry, CancellationToken cancellation)
    {
        var book = new RunPlanRegistry(GrainFactory, _sight, inquiry, with);
        return await Rounds.Each([.. views.Zip(request.Operations)], with.Options.CallsMax, async pair =>
        {
            var (operation, need) = (pair.First!, pair.Second);
            var wanted = Wanted.Of(operation, with.Options.MaxTravelS, request.AnyJurisdiction, inquiry.Now)!;
            var lacks = Math.Max(1, operation.Plan.Wanted - operation.Assignments.Count(bond => bond.IsOpen));
            return await book.Ask(operation, wanted, need.Skill is { Length: > 0 } skill ? [skill] : [], need.Count, need.AlarmLevel, lacks, cancellation);
        });
    }

    private async ValueTask<JointPlan> Together(OperationAsk[] asks, Inquiry inquiry, JointRequest request, CancellationToken cancellation)
    {
        var search = new JointSearch(_sight, inquiry, with);
        List<JointSearch.Need> needs = [.. asks.SelectMany(ask => ask.Demands.Select(demand => new JointSearch.Need(ask.Operation, demand, with.Options.JointCandidates + demand.Count)))];
        while (true)
        {
            needs = await search.Look(needs, cancellation);
            var problem = search.Problem(needs);
            var start = with.Clock.GetTimestamp();
            var picks = await JointProblems.Solve(problem, with.Solver, cancellation);
            var solveMs = with.Clock.GetElapsedTime(start).TotalMilliseconds;
            var wider = JointSearch.Wider(needs, picks);
            if (wider.SequenceEqual(needs))
            {
                var plan = JointViews.Plan(problem, picks, search, request.Actor, inquiry.Now);
                return plan with
                {
                    SolveMs = Math.Round(solveMs, 1), Considered = search.Considered, Unchecked = inquiry.Unchecked,
                    Operations = [.. asks.Select(ask => JointViews.Operation(ask, plan, inquiry.Now))],
                };
            }
            needs = wider;
        }
    }

    private async ValueTask<JointPlan> Kept(JointPlan made, CancellationToken cancellation)
    {
        var kept = made with { IsStored = true };
        return await IsKept(made.JointId, token => with.Recommendations.Keep(kept, token), cancellation) ? kept : made;
    }
}
