using GrupoGad.Fences;

namespace GrupoGad.Operations;

/// <summary>Chooses the events that are lines of the timeline, and their text.</summary>
internal static class TimelineRules
{
    /// <summary>The line without its number, time and actor; null when nothing happened that others can see.</summary>
    public static TimelineEntry? Entry(OperationState before, OperationState after, OperationEvent happened) => happened switch
    {
        Planned planned => PlanDifference.Of(before.Plan, planned.Plan) is var difference
            ? Line(before.Plan is null ? "planned" : "replanned", difference.Before, difference.After) : null,
        StatusChanged changed => Line(Word(before.Status, changed.To), before.Status.ToString(), changed.To.ToString()),
        AssignmentOpened { Overruled.Length: > 0 } opened => Line("assignment.overruled", opened.Overruled, nameof(AssignmentStep.Reserved))
            with { EfectivoId = opened.EfectivoId, Reason = opened.Why },
        AssignmentOpened opened => Line("assignment.reserved", before.Bonds.GetValueOrDefault(opened.EfectivoId)?.Step.ToString() ?? "", nameof(AssignmentStep.Reserved))
            with { EfectivoId = opened.EfectivoId, Reason = opened.Recommendation.Length > 0 ? "recommendation " + opened.Recommendation : "" },
        AssignmentHeld held => Step(before, after, held.EfectivoId, "proposed"),
        AssignmentDenied denied => Line("assignment.denied", nameof(AssignmentStep.Reserved), denied.Outcome.ToString())
            with { EfectivoId = denied.EfectivoId, Reason = denied.Rule },
        AssignmentStepped stepped => Step(before, after, stepped.EfectivoId, Word(stepped.To)) with { Reason = stepped.Reason },
        FenceEventReceived told => Line("fence." + Word(told.Event.Kind), told.Event.FenceId, told.Event.FenceName) with
        {
            EfectivoId = told.Event.EfectivoId, Reason = told.Event.At.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        },
        ReminderCame => Line("reminded", "", ""),
        FillingAsked asked => Line(asked.Count > 0 ? "filling.asked" : "filling.stopped", $"{before.Filling}", $"{asked.Count}"),
        _ => null,
    };

    private static TimelineEntry Step(OperationState before, OperationState after, string efectivoId, string word) =>
        Line("assignment." + word, before.Bonds[efectivoId].Step.ToString(), after.Bonds[efectivoId].Step.ToString()) with { EfectivoId = efectivoId };

    private static string Word(OperationStatus from, OperationStatus to) => (from, to) switch
    {
        (OperationStatus.Planned, OperationStatus.InProgress) => "started",
        (OperationStatus.Paused, OperationStatus.InProgress) => "resumed",
        (_, OperationStatus.InProgress) => "reopened",
        (_, OperationStatus.Paused) => "paused",
        (_, OperationStatus.Completed) => "completed",
        _ => "cancelled",
    };

    private static string Word(FenceEventKind kind) => kind switch
    {
        FenceEventKind.VoidOver => "void-over",
        FenceEventKind.CrowdOver => "crowd-over",
        FenceEventKind.DeviationOver => "deviation-over",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static string Word(AssignmentStep step) => step switch
    {
        AssignmentStep.EnRoute => "en-route",
        AssignmentStep.OnScene => "on-scene",
        AssignmentStep.Accepted => "accepted",
        AssignmentStep.Refused => "refused",
        AssignmentStep.Expired => "expired",
        AssignmentStep.Reassigned => "reassigned",
        AssignmentStep.Done => "done",
        AssignmentStep.Unable => "unable",
        _ => "released",
    };

    private static TimelineEntry Line(string what, string before, string after) =>
        new() { Sequence = 0, At = default, Actor = "", What = what, Before = before, After = after };
}
