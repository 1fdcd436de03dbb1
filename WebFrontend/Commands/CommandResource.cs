using GrupoGad.Commands;
using GrupoGad.WebFrontend.Places;

namespace GrupoGad.WebFrontend.Commands;

/// <summary>A command as its recipients get it.</summary>
/// <param name="AnswerBy">Without an answer by then it escalates, UTC.</param>
/// <param name="Deadline">Without an answer by then it expires, UTC.</param>
/// <param name="EscalatedFor">The recipient that did not answer, when this one is sent the command by escalation; else empty.</param>
public sealed record CommandResource(
    string CommandId, string Issuer, CommandClass Class, CommandKind Kind, string Text, string OperationId, PointItem? Point,
    IReadOnlyList<PointItem> Area, string Attachment, DateTime IssuedAt, DateTime AnswerBy, DateTime Deadline, string EscalatedFor)
{
    public static CommandResource Of(CommandOffer offer) => new(
        offer.CommandId, offer.Issuer, offer.Class, offer.Kind, offer.Text, offer.OperationId, PointItem.Of(offer.Point),
        PointItem.Of(offer.Area), offer.Attachment, offer.IssuedAt, offer.AnswerBy, offer.Deadline, offer.EscalatedFor);
}

/// <summary>A command in one line.</summary>
/// <param name="ByStep">How many recipients stand at each step now; steps where nobody stands are left out.</param>
/// <param name="Overdue">Without an answer, and past answerBy.</param>
/// <param name="WaivedBy">The person who closed the unanswered ladders; empty: nobody.</param>
public sealed record CommandSummaryResource(
    CommandResource Command, CommandStatus Status, IReadOnlyDictionary<string, int> ByStep, int Overdue, string WaivedBy, long Version)
{
    public static CommandSummaryResource Of(CommandSummary summary) => new(
        CommandResource.Of(summary.Command), summary.Status,
        summary.ByStep.Index().Where(at => at.Item > 0 && Enum.IsDefined((LadderStep)at.Index)).ToDictionary(at => ((LadderStep)at.Index).ToString(), at => at.Item),
        summary.Overdue, summary.WaivedBy, summary.Version);
}

/// <summary>One recipient's ladder.</summary>
/// <param name="Step">The highest step reached.</param>
/// <param name="EscalatedFor">The recipient whose place it took by escalation; empty: it was meant from the start.</param>
/// <param name="Sends">Hand-overs to a gateway so far.</param>
public sealed record LadderResource(string EfectivoId, LadderStep Step, string EscalatedFor, int Sends, IReadOnlyList<LadderEntryResource> Steps)
{
    public static LadderResource Of(Ladder ladder) => new(
        ladder.EfectivoId, ladder.Step, ladder.EscalatedFor, ladder.Sends, [.. ladder.Steps.Select(LadderEntryResource.Of)]);
}

/// <param name="At">When it happened, UTC: by the clock of who says so, where that can be; never before the step it follows.</param>
/// <param name="RecordedAt">When we learned it, UTC.</param>
/// <param name="Actor">The efectivo itself, an operator who spoke for it, or system.</param>
/// <param name="SaidAt">When it happened in the words of who says so, where that cannot be, UTC; null: as it stands.</param>
public sealed record LadderEntryResource(LadderStep Step, DateTime At, DateTime RecordedAt, string Reason, PointItem? Position, string Actor, DateTime? SaidAt)
{
    public static LadderEntryResource Of(LadderEntry entry) => new(
        entry.Step, entry.At, entry.RecordedAt, entry.Reason ?? "", PointItem.Of(entry.Position), entry.Actor ?? "", entry.SaidAt);
}
