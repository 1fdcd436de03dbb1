using System.Globalization;
using GrupoGad.Efectivos;
using GrupoGad.Protocol.V1;
using GrupoGad.Texts;
using GrupoGad.WebFrontend.Commands.Sessions;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Messages;
using Refusal = GrupoGad.WebFrontend.Hosting.Refusal;

namespace GrupoGad.WebFrontend.Live.Sessions;

/// <remarks>The messages of an efectivo's own client besides its positions. Nothing here blocks the reader, and a panic never waits behind an answer.</remarks>
internal sealed partial class LiveSession
{
    private const int ReasonMax = 500;

    /// <summary>A token of a resume is shorter; what is longer is not even looked up.</summary>
    private const int ResumeTokenMax = 64;

    private readonly CallRoom _calls;

    private readonly CommandSession? _efectivo;

    private void Take(Attach wish)
    {
        if (Own("attach") is not { } own)
        {
            return;
        }
        var deviceMax = _with.Commands.Options.DeviceMax;
        if (TextLength.Exceeds(wish.Device, deviceMax) || wish.Device.Any(char.IsControl))
        {
            var rule = string.Create(CultureInfo.InvariantCulture, $"at most {deviceMax} characters, none of them a control character");
            Refuse(new Refusal("attach.device", wish.Device, rule) { Code = RefusalCodes.OutOfRange });
            return;
        }
        if (wish.ResumeToken.Length > ResumeTokenMax)
        {
            Refuse(new Refusal("attach.resumeToken", wish.ResumeToken, "the resume token of Attached") { Code = RefusalCodes.OutOfRange });
            return;
        }
        Start(_calls, "attach", wish.Device, async () =>
        {
            await own.Turn.WaitAsync();
            try
            {
                if (!await _with.Commands.Attaching.Attach(own, wish))
                {
                    Say(new Refusal("attach", own.EfectivoId, "an efectivo that is registered") { Code = RefusalCodes.OutOfRange });
                }
            }
            finally
            {
                own.Turn.Release();
            }
        });
    }

    private void Take(CommandAck ack)
    {
        if (Own("commandAck") is not { } own)
        {
            return;
        }
        if (!CommandId.IsValid(ack.CommandId))
        {
            Refuse(new Refusal("commandAck.commandId", ack.CommandId, CommandId.Rule) { Code = RefusalCodes.Malformed });
            return;
        }
        var now = _with.Clock.GetUtcNow().UtcDateTime;
        if (!CommandReading.TryRead(ack, own.EfectivoId, own.EfectivoId, now, out var step, out var refusal)
            || (refusal = JudgeReason(ack)) is not null)
        {
            // Named like every fault, and answered as well: a client repeats an acknowledgement until there is a result.
            Refuse(refusal with { Field = $"commandAck.{refusal.Field}", Code = RefusalCodes.OutOfRange });
            Answer(new ServerFrame { CommandAckResult = new CommandAckResult
            {
                CommandId = ack.CommandId, Step = ack.Step, Outcome = StepOutcome.Invalid, Rule = $"{refusal.Field}: {refusal.Rule}",
            } });
            return;
        }
        Start(_calls, "commandAck", ack.CommandId, async () =>
            Answer(new ServerFrame { CommandAckResult = await _with.Commands.Desk.Acknowledge(own, ack.CommandId, step) }));
    }

    private void TakeCheckIn()
    {
        if (Own("checkIn") is { } own)
        {
            Start(_calls, "checkIn", "", async () => Answer(new ServerFrame { CheckInState = await _with.Commands.Desk.CheckIn(own.EfectivoId) }));
        }
    }

    private void Take(AvailabilityWish wish)
    {
        if (Own("availability") is not { } own)
        {
            return;
        }
        var reading = new WireReading();
        var to = reading.Choice<GrupoGad.Efectivos.Availability>("availability", (int)wish.Availability);
        if (ProfileItem.Text("reason", wish.Reason, AvailabilityChange.ReasonLengthMax) is { } fault)
        {
            reading.Refuse(fault);
        }
        if (reading.Refusal is { } refusal)
        {
            Refuse(refusal with { Field = $"availability.{refusal.Field}", Code = RefusalCodes.OutOfRange });
            return;
        }
        var change = new AvailabilityChange { To = to, Reason = wish.Reason, Actor = Caller.Caller.Subject };
        Start(_calls, "availability", "", async () =>
            Answer(new ServerFrame { AvailabilityResult = await _with.Commands.Desk.Change(own.EfectivoId, change) }));
    }

    private CommandSession? Own(string field)
    {
        if (_efectivo is null)
        {
            Refuse(new Refusal(field, null, "a token of role Efectivo, with the code it speaks for") { Code = RefusalCodes.Forbidden });
        }
        return _efectivo;
    }

    private static Refusal? JudgeReason(CommandAck ack) =>
        TextLength.Exceeds(ack.Reason, ReasonMax) || (ack.Step is LadderStep.Refused or LadderStep.Unable && string.IsNullOrWhiteSpace(ack.Reason))
            ? new Refusal("reason", ack.Reason, TextLength.Rule($"at most {ReasonMax} characters; a refusal, and being unable, need one", ack.Reason))
            : null;

    private void Start(CallRoom room, string field, string value, Func<Task> call)
    {
        if (!room.TryStart(field + value, () => Carry(field, value, call)))
        {
            Say(new Refusal(field, value, "fewer under way at once; send it again") { Code = RefusalCodes.TooMany });
        }
    }

    private async Task Carry(string field, string value, Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception exception)
        {
            if (!FailureAnswers.IsOutage(exception))
            {
                LogCallFailed(_with.Logger, exception);
            }
            var rule = $"{GadUnavailableException.PartOf(exception)} is unavailable; send it again: its outcome is unknown";
            Say(new Refusal(field, value, rule) { Code = RefusalCodes.Unavailable });
        }
    }
}
