using GrupoGad.Alarms;
using GrupoGad.Commands;
using GrupoGad.Efectivos;
using GrupoGad.WebFrontend.Messages;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Commands.Door;

/// <summary>What an efectivo says through its own session, carried to its grains and answered. It speaks for itself alone.</summary>
internal sealed class EfectivoDesk(IGrainFactory grains, EfectivoCalls calls, CommandInstruments instruments)
{
    public async Task<Wire.CommandAckResult> Acknowledge(CommandSession session, string commandId, RecipientStep step)
    {
        var answer = await calls.Within(() => grains.GetGrain<IInboxGrain>(session.EfectivoId).Acknowledge(commandId, step with { SessionId = session.Id }));
        instruments.Stepped(step.Step, answer.Outcome);
        Note(session, commandId, answer);
        return answer.ToWire(commandId, step.Step);
    }

    public async Task<Wire.PanicState> Raise(string efectivoId, RaiseAlarm alarm)
    {
        var answer = await calls.Within(() => grains.GetGrain<IAlarmGrain>(efectivoId).Raise(alarm));
        return new Wire.PanicState
        {
            AlarmId = alarm.AlarmId,
            Status = (Wire.AlarmStatus)(answer.Alarm?.Status ?? default),
            Kind = (Wire.AlarmKind)(answer.Alarm?.Kind ?? default),
            Rule = answer.Outcome switch
            {
                AlarmOutcome.Done or AlarmOutcome.Unchanged => "",
                AlarmOutcome.UnknownEfectivo => "an efectivo that is registered",
                _ => answer.Rule.Length > 0 ? answer.Rule : answer.Outcome.ToString(),
            },
        };
    }

    public async Task<Wire.CheckInState> CheckIn(string efectivoId) => (await calls.Within(() => grains.GetGrain<IWelfareGrain>(efectivoId).CheckIn())).ToWire();

    public async Task<Wire.AvailabilityResult> Change(string efectivoId, AvailabilityChange change)
    {
        var answer = await calls.Within(() => grains.GetGrain<IEfectivoGrain>(efectivoId).ChangeAvailability(change));
        return new Wire.AvailabilityResult
        {
            Availability = (Wire.Availability)(answer.Availability ?? default),
            Rule = answer.Outcome == AvailabilityOutcome.UnknownEfectivo ? "an efectivo that is registered" : answer.Rule,
        };
    }

    // An answer settles an order, being seen a notice; for what ended otherwise nothing is owed either.
    private static void Note(CommandSession session, string commandId, StepAnswer answer)
    {
        var ended = answer.Outcome is not (StepOutcome.Recorded or StepOutcome.Repeated or StepOutcome.IllegalStep or StepOutcome.Invalid);
        if (answer.Step is { } stands)
        {
            session.Log?.Note(commandId, stands, ended || stands >= LadderStep.Accepted);
        }
        else if (ended)
        {
            session.Log?.Note(commandId, default, settled: true);
        }
    }
}
