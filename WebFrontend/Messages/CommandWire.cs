using GrupoGad.Commands;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Messages;

/// <summary>Commands and their ladders as the protocol writes them. Its numbers are the domain's.</summary>
internal static class CommandWire
{
    public static Wire.Command ToWire(this CommandOffer offer) => new()
    {
        CommandId = offer.CommandId,
        Issuer = offer.Issuer,
        Class = (Wire.CommandClass)offer.Class,
        Kind = (Wire.CommandKind)offer.Kind,
        Text = offer.Text,
        OperationId = offer.OperationId,
        Point = offer.Point.ToWire(),
        Area = { offer.Area.Select(PlaceWire.ToWire) },
        Attachment = offer.Attachment,
        IssuedAt = offer.IssuedAt.ToWire(),
        AnswerBy = offer.AnswerBy.ToWire(),
        Deadline = offer.Deadline.ToWire(),
        EscalatedFor = offer.EscalatedFor,
    };

    public static Wire.CommandSummary ToWire(this CommandSummary summary) => new()
    {
        Command = summary.Command.ToWire(),
        Status = (Wire.CommandStatus)summary.Status,
        ByStep = { summary.ByStep.Select(count => (uint)count) },
        Overdue = (uint)summary.Overdue,
        WaivedBy = summary.WaivedBy,
        Version = summary.Version,
        Jurisdictions = { summary.Jurisdictions },
    };

    public static Wire.LadderPage ToWire(this LadderPage page) => new()
    {
        Command = page.Command.ToWire(),
        Ladders = { page.Ladders.Select(ToWire) },
        Next = page.Next,
    };

    public static Wire.Ladder ToWire(this Ladder ladder) => new()
    {
        EfectivoId = ladder.EfectivoId,
        Step = (Wire.LadderStep)ladder.Step,
        EscalatedFor = ladder.EscalatedFor,
        Sends = (uint)ladder.Sends,
        Steps = { ladder.Steps.Select(ToWire) },
    };

    /// <param name="asked">The step that was asked for.</param>
    public static Wire.CommandAckResult ToWire(this StepAnswer answer, string commandId, LadderStep asked) => new()
    {
        CommandId = commandId,
        Step = (Wire.LadderStep)asked,
        Outcome = (Wire.StepOutcome)answer.Outcome,
        Rule = answer.Rule,
        Stands = (Wire.LadderStep)(answer.Step ?? default),
    };

    public static Wire.UnknownRecipient ToWire(this UnknownRecipient unknown) => new()
    {
        Kind = (Wire.RecipientKind)unknown.Kind,
        Value = unknown.Value,
        Rule = unknown.Rule,
    };

    private static Wire.LadderEntry ToWire(LadderEntry entry) => new()
    {
        Step = (Wire.LadderStep)entry.Step,
        At = entry.At.ToWire(),
        RecordedAt = entry.RecordedAt.ToWire(),
        Reason = entry.Reason ?? "",
        Position = entry.Position.ToWire(),
        Actor = entry.Actor ?? "",
        SaidAt = entry.SaidAt is { } said ? said.ToWire() : null,
    };
}
