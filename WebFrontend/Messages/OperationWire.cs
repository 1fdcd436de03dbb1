using Google.Protobuf.WellKnownTypes;
using GrupoGad.Operations;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Messages;

/// <summary>Operations as the protocol writes them. Its numbers are the domain's.</summary>
internal static class OperationWire
{
    public static Wire.Operation ToWire(this OperationView view) => new()
    {
        OperationId = view.OperationId,
        Plan = view.Plan.ToWire(),
        Status = (Wire.OperationStatus)view.Status,
        ActualStart = view.ActualStart.ToWire(),
        ActualEnd = view.ActualEnd.ToWire(),
        Paused = Duration.FromTimeSpan(view.Paused),
        Filling = (uint)view.Filling,
        Assignments = { view.Assignments.Select(ToWire) },
        Version = view.Version,
    };

    public static Wire.OperationSummary ToWire(this OperationSummary summary) => new()
    {
        OperationId = summary.OperationId,
        Title = summary.Title,
        Type = (Wire.OperationType)summary.Type,
        Priority = (Wire.OperationPriority)summary.Priority,
        Status = (Wire.OperationStatus)summary.Status,
        PlannedStart = summary.PlannedStart.ToWire(),
        PlannedEnd = summary.PlannedEnd.ToWire(),
        Commander = summary.Commander,
        Point = summary.Point.ToWire(),
        People = { summary.People.Select(ToWire) },
        Version = summary.Version,
    };

    public static Wire.OperationPlan ToWire(this OperationPlan plan) => new()
    {
        Title = plan.Title,
        Description = plan.Description,
        Type = (Wire.OperationType)plan.Type,
        Priority = (Wire.OperationPriority)plan.Priority,
        PlannedStart = plan.PlannedStart.ToWire(),
        PlannedEnd = plan.PlannedEnd.ToWire(),
        Point = plan.Point.ToWire(),
        Area = { plan.Area.Select(PlaceWire.ToWire) },
        Commander = plan.Commander,
        Jurisdiction = plan.Jurisdiction,
        Notes = plan.Notes,
        Wanted = (uint)plan.Wanted,
        WantedSkill = plan.WantedSkill,
    };

    public static Wire.Assignment ToWire(this Assignment assignment) => new()
    {
        EfectivoId = assignment.EfectivoId,
        AssignmentId = assignment.AssignmentId,
        Step = (Wire.AssignmentStep)assignment.Step,
        At = assignment.At.ToWire(),
        Reason = assignment.Reason,
        CommandId = assignment.CommandId,
    };

    public static Wire.AssignResult ToWire(this AssignResult result) => new()
    {
        EfectivoId = result.EfectivoId,
        Outcome = (Wire.AssignOutcome)result.Outcome,
        Rule = result.Rule ?? "",
        Bars = { result.Bars.IsDefault ? [] : result.Bars.Select(bar => bar.ToString()) },
        MayOverrule = result.MayOverrule,
    };
}
