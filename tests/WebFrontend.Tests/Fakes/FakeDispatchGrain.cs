using System.Collections.Concurrent;
using System.Collections.Immutable;
using GrupoGad.Cells;
using GrupoGad.Dispatch;
using GrupoGad.Efectivos;
using GrupoGad.Geo;
using GrupoGad.Operations;
using Orleans.Concurrency;

namespace GrupoGad.WebFrontend.Tests.Fakes;

/// <summary>Dispatch as a test scripts it: by the operation's code, or the plan's id.</summary>
[StatelessWorker]
internal sealed class FakeDispatchGrain : Grain, IDispatchGrain
{
    public static readonly DateTime At = new(2026, 12, 1, 8, 0, 0, DateTimeKind.Utc);

    /// <summary>What an operation or plan is answered when it is not done.</summary>
    public static ConcurrentDictionary<string, DispatchOutcome> Refused { get; } = new();

    public static ConcurrentDictionary<string, object> Asked { get; } = new();

    /// <summary>Questions for the nearest; they have no code, and tests of other doors ask too.</summary>
    public static ConcurrentQueue<FindNearestQuery> AskedNearest { get; } = new();

    public static Candidate Candidate { get; } = new()
    {
        EfectivoId = "E-0417", DisplayName = "Móvil 417", Unit = "Norte", DistanceM = 1_292.5, TravelS = 151.2, Basis = TravelBasis.StraightLine, CostS = 241.2,
        Reasons = [new Cost(CostKind.Travel, 151.2, 1_680), new Cost(CostKind.Coverage, 90, 1)], FixAgeS = 25.8, AccuracyM = 7,
    };

    private static NeedStanding Need { get; } = new()
    {
        Skill = "medic", Wanted = 4, Held = ["E-0001"], Missing = 3, Short = 2, Chosen = [Candidate with { Need = "medic" }], Next = [Candidate with { EfectivoId = "E-0418", Need = "medic" }],
    };

    public ValueTask<ImmutableArray<NearestHit>> FindNearest(FindNearestQuery query, CancellationToken cancellation)
    {
        AskedNearest.Enqueue(query);
        return ValueTask.FromResult<ImmutableArray<NearestHit>>(
        [
            new NearestHit
            {
                Member = new CellMember
                {
                    EfectivoId = "E-0417", DisplayName = "Móvil 417", Unit = "Norte", Availability = Availability.Available, Skills = [], Version = 1,
                    Fix = new Fix { Point = new GeoPoint(-34.6, -58.4), DeviceTime = At, AccuracyM = 7 },
                },
                DistanceM = 12.5, Freshness = Freshness.Live, Age = TimeSpan.FromSeconds(3),
            },
        ]);
    }

    public ValueTask<RecommendAnswer> Recommend(string operationId, RecommendRequest request, CancellationToken cancellation)
    {
        Asked[operationId] = request;
        return ValueTask.FromResult(Refused.TryGetValue(operationId, out var outcome)
            ? new RecommendAnswer { Outcome = outcome, Field = outcome == DispatchOutcome.Invalid ? "count" : "", Value = operationId }
            : new RecommendAnswer { Outcome = DispatchOutcome.Done, Recommendation = Made(operationId) });
    }

    public ValueTask<Recommendation?> Read(string recommendationId, CancellationToken cancellation) =>
        ValueTask.FromResult(recommendationId == "none" ? null : Made("OP-READ"));

    public ValueTask<ImmutableArray<Recommendation>> Of(string operationId, int limit, CancellationToken cancellation) =>
        ValueTask.FromResult<ImmutableArray<Recommendation>>(operationId == "OP-EMPTY" ? [] : [Made(operationId)]);

    public ValueTask<JointAnswer> Solve(JointRequest request, CancellationToken cancellation)
    {
        Asked["joint " + request.Operations[0].OperationId] = request;
        return ValueTask.FromResult(Refused.TryGetValue(request.Operations[0].OperationId, out var outcome)
            ? new JointAnswer { Outcome = outcome, Field = outcome == DispatchOutcome.NoSolver ? "" : "operations[0].operationId", Value = request.Operations[0].OperationId }
            : new JointAnswer { Outcome = DispatchOutcome.Done, Plan = Plan });
    }

    public ValueTask<JointPlan?> ReadJoint(string jointId, CancellationToken cancellation) => ValueTask.FromResult(jointId == "none" ? null : Plan);

    public ValueTask<JointApplied> Apply(string jointId, string actor, CancellationToken cancellation) => ValueTask.FromResult(jointId == "none"
        ? new JointApplied { Outcome = DispatchOutcome.UnknownPlan }
        : new JointApplied { Outcome = DispatchOutcome.Done, Results = [new JointResult("OP-1", "E-0417", AssignOutcome.HeldByOther, "OP-9 has it")] });

    private static JointPlan Plan { get; } = new()
    {
        JointId = "joint1", At = At, Actor = "op", Assignments = [new JointAssignment { OperationId = "OP-1", Candidate = Candidate }],
        Short = [new JointShort("OP-2", 2, "0 may go there, 2 are needed", "medic")], Totals = new JointTotals(1, 2, 151.2, 90, 241.2, 151.2),
        Greedy = new JointTotals(1, 2, 251.2, 90, 341.2, 251.2), Differing = 1, Considered = 5, SolveMs = 1.5, IsStored = true, SavedS = 100,
        Operations = [new JointOperation { OperationId = "OP-1", JudgedAt = At, AlarmLevel = 2, Needs = [Need] }, new JointOperation { OperationId = "OP-2", JudgedAt = At.AddHours(9) }],
    };

    private static Recommendation Made(string operationId) => new Recommendation
    {
        RecommendationId = "rec1", OperationId = operationId, At = At, Actor = "op", Point = new GeoPoint(-34.6, -58.4), Count = 1, Skills = ["paramedic"],
        Chosen = [Candidate], Next = [Candidate with { EfectivoId = "E-0418", AccuracyM = null }],
        Excluded = [new Exclusion { EfectivoId = "E-0419", DistanceM = 80, Rule = ExclusionRule.OnLeave, Detail = "it is on leave", Until = At }],
        ExcludedBy = [new ExclusionCount(ExclusionRule.OnLeave, 1)],
        Changes = [new Change { Kind = ChangeKind.NearerExcluded, EfectivoId = "E-0419", Seconds = 140, Rule = ExclusionRule.OnLeave }],
        Considered = 3, IsComplete = true, Unchecked = ["workload"], IsStored = true, JudgedAt = At.AddHours(9),
    } is var made && operationId.EndsWith("-PLAN", StringComparison.Ordinal) ? made with { AlarmLevel = 2, Needs = [Need], Chosen = [Candidate with { Need = "medic" }] } : made;
}
