using System.Diagnostics.CodeAnalysis;
using GrupoGad.Commands;
using GrupoGad.WebFrontend.Hosting;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Messages;

/// <summary>Turns what clients send of commands into messages of the domain, or says which value has no meaning.</summary>
internal static class CommandReading
{
    private const string StepRule = "Delivered, Seen, Accepted, Refused, EnRoute, OnScene, Done or Unable";
    private const string SpokenRule = "Accepted, Refused, EnRoute, OnScene, Done or Unable: nobody else says what was delivered and seen";

    /// <param name="issuer">Subject of the caller's token.</param>
    public static bool TryRead(
        Wire.IssueCommandRequest wire, string issuer,
        [NotNullWhen(true)] out IssueCommand? command, [NotNullWhen(false)] out Refusal? refusal)
    {
        var reading = new WireReading();
        command = new IssueCommand
        {
            Class = reading.Choice<CommandClass>("class", (int)wire.Class),
            Kind = reading.Choice<CommandKind>("kind", (int)wire.Kind),
            Text = wire.Text,
            Recipients = [.. wire.Recipients.Select((recipients, i) => Read(reading, $"recipients[{i}]", recipients))],
            Issuer = issuer,
            OperationId = wire.OperationId,
            Point = reading.Point("point", wire.Point),
            Area = reading.Points("area", wire.Area),
            Attachment = wire.Attachment,
            AnswerWithin = reading.Length("answer_within", wire.AnswerWithin),
            Deadline = reading.Time("deadline", wire.Deadline),
            IssuedFrom = reading.Point("issued_from", wire.IssuedFrom),
        };
        refusal = reading.Refusal;
        return refusal is null;
    }

    /// <param name="efectivoId">Efectivo that owns the ladder.</param>
    /// <param name="actor">The efectivo itself, or the subject of an operator who speaks for it.</param>
    /// <param name="now">Counts when the client names no time, UTC.</param>
    public static bool TryRead(
        Wire.CommandAck wire, string efectivoId, string actor, DateTime now,
        [NotNullWhen(true)] out RecipientStep? step, [NotNullWhen(false)] out Refusal? refusal)
    {
        var reading = new WireReading();
        step = new RecipientStep
        {
            EfectivoId = efectivoId,
            Step = reading.Choice<LadderStep>("step", (int)wire.Step),
            At = reading.Time("at", wire.At) ?? now,
            Reason = wire.Reason,
            Position = reading.Point("position", wire.Position),
            Actor = actor,
        };
        var isOwn = actor == efectivoId;
        if (!(isOwn ? LadderSteps.IsSayable(step.Step) : LadderSteps.IsSpoken(step.Step)))
        {
            reading.Refuse("step", step.Step.ToString(), isOwn ? StepRule : SpokenRule);
        }
        refusal = reading.Refusal;
        return refusal is null;
    }

    public static Recipients Read(WireReading reading, string field, Wire.Recipients wire) => new()
    {
        Kind = reading.Choice<RecipientKind>(field + ".kind", (int)wire.Kind),
        Value = wire.Value,
        Ring = reading.Points(field + ".ring", wire.Ring),
        Centre = reading.Point(field + ".centre", wire.Centre),
        RadiusM = wire.RadiusM,
    };
}
