using GrupoGad.Cells;
using GrupoGad.Dispatch;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Messages;

/// <summary>The proposals of dispatch, as the protocol writes them. Their numbers are the domain's.</summary>
internal static class DispatchWire
{
    public static Wire.NearestEfectivo ToWire(this NearestHit hit)
    {
        var wire = new Wire.NearestEfectivo
        {
            EfectivoId = hit.Member.EfectivoId,
            DistanceM = hit.DistanceM,
            Point = hit.Member.Fix.Point.ToWire(),
            DeviceTime = hit.Member.Fix.DeviceTime.ToWire(),
        };
        if (hit.Member.Fix.AccuracyM is { } accuracy)
        {
            wire.AccuracyM = accuracy;
        }
        return wire;
    }

    public static Wire.Recommendation ToWire(this Recommendation made) => new()
    {
        RecommendationId = made.RecommendationId,
        OperationId = made.OperationId,
        At = made.At.ToWire(),
        Actor = made.Actor,
        Point = made.Point.ToWire(),
        Count = (uint)made.Count,
        Skills = { made.Skills },
        Chosen = { made.Chosen.Select(ToWire) },
        Next = { made.Next.Select(ToWire) },
        Excluded = { made.Excluded.Select(ToWire) },
        ExcludedBy = { made.ExcludedBy.Select(count => new Wire.ExclusionCount { Rule = (Wire.ExclusionRule)count.Rule, Count = (uint)count.Count }) },
        Changes = { made.Changes.Select(ToWire) },
        Considered = (uint)made.Considered,
        Complete = made.IsComplete,
        Unchecked = { made.Unchecked },
        Stored = made.IsStored,
        JudgedAt = made.JudgedAt.ToWire(),
        AlarmLevel = (uint)made.AlarmLevel,
        Needs = { made.Needs.Select(ToWire) },
    };

    public static Wire.JointPlan ToWire(this JointPlan plan) => new()
    {
        JointId = plan.JointId,
        At = plan.At.ToWire(),
        Actor = plan.Actor,
        Assignments = { plan.Assignments.Select(assignment => new Wire.JointAssignment { OperationId = assignment.OperationId, Candidate = assignment.Candidate.ToWire() }) },
        Short = { plan.Short.Select(ToWire) },
        Totals = plan.Totals.ToWire(),
        Greedy = plan.Greedy.ToWire(),
        Differing = (uint)plan.Differing,
        Considered = (uint)plan.Considered,
        SolveMs = plan.SolveMs,
        Unchecked = { plan.Unchecked },
        Stored = plan.IsStored,
        SavedS = plan.SavedS,
        Operations = { plan.Operations.Select(ToWire) },
    };

    public static Wire.JointResult ToWire(this JointResult result) => new()
    {
        OperationId = result.OperationId, EfectivoId = result.EfectivoId, Outcome = (Wire.AssignOutcome)result.Outcome, Rule = result.Rule ?? "",
    };

    private static Wire.Candidate ToWire(this Candidate candidate)
    {
        var wire = new Wire.Candidate
        {
            EfectivoId = candidate.EfectivoId,
            DisplayName = candidate.DisplayName,
            Unit = candidate.Unit,
            DistanceM = candidate.DistanceM,
            TravelS = candidate.TravelS,
            Basis = (Wire.TravelBasis)candidate.Basis,
            CostS = candidate.CostS,
            Reasons = { candidate.Reasons.Select(cost => new Wire.CandidateCost { Kind = (Wire.CostKind)cost.Kind, Seconds = cost.Seconds, Of = cost.Of }) },
            FixAgeS = candidate.FixAgeS,
        };
        if (candidate.AccuracyM is { } accuracy)
        {
            wire.AccuracyM = accuracy;
        }
        if (candidate.Need is { } need)
        {
            wire.Need = need;
        }
        return wire;
    }

    private static Wire.NeedStanding ToWire(this NeedStanding need) => new()
    {
        Skill = need.Skill,
        Wanted = (uint)need.Wanted,
        Held = { need.Held },
        Missing = (uint)need.Missing,
        Short = (uint)need.Short,
        Chosen = { need.Chosen.Select(ToWire) },
        Next = { need.Next.Select(ToWire) },
    };

    private static Wire.JointOperation ToWire(this JointOperation operation) => new()
    {
        OperationId = operation.OperationId, JudgedAt = operation.JudgedAt.ToWire(), AlarmLevel = (uint)operation.AlarmLevel, Needs = { operation.Needs.Select(ToWire) },
    };

    private static Wire.JointShort ToWire(this JointShort left)
    {
        var wire = new Wire.JointShort { OperationId = left.OperationId, Missing = (uint)left.Missing, Rule = left.Rule };
        if (left.Need is { } need)
        {
            wire.Need = need;
        }
        return wire;
    }

    private static Wire.Exclusion ToWire(this Exclusion exclusion) => new()
    {
        EfectivoId = exclusion.EfectivoId,
        DistanceM = exclusion.DistanceM,
        Rule = (Wire.ExclusionRule)exclusion.Rule,
        Detail = exclusion.Detail,
        Until = exclusion.Until.ToWire(),
    };

    private static Wire.Change ToWire(this Change change)
    {
        var wire = new Wire.Change
        {
            Kind = (Wire.ChangeKind)change.Kind,
            EfectivoId = change.EfectivoId,
            Seconds = change.Seconds,
            Rule = (Wire.ExclusionRule)(change.Rule ?? 0),
            Cost = (Wire.CostKind)(change.Cost ?? 0),
        };
        if (change.Need is { } need)
        {
            wire.Need = need;
        }
        return wire;
    }

    private static Wire.JointTotals ToWire(this JointTotals totals) => new()
    {
        Filled = (uint)totals.Filled,
        Missing = (uint)totals.Missing,
        TravelS = totals.TravelS,
        CoverageS = totals.CoverageS,
        CostS = totals.CostS,
        LongestTravelS = totals.LongestTravelS,
    };
}
