using GrupoGad.Alarms;
using GrupoGad.Commands;
using GrupoGad.Efectivos;
using GrupoGad.WebFrontend.Alarms;
using GrupoGad.WebFrontend.Messages;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Commands.Sessions;

/// <summary>Carries an efectivo's messages from its own session to its grains and answers them. An efectivo speaks for itself alone.</summary>
internal sealed class EfectivoMessages(IGrainFactory grains, CommandInstruments instruments)
{
    public async Task<Wire.CommandAckResult> Acknowledge(CommandSession session, string commandId, RecipientStep step)
    {
        var answer = await grains.GetGrain<IInboxGrain>(session.EfectivoId).Acknowledge(commandId, step with { SessionId = session.Id });
        instruments.Stepped(step.Step, answer.Outcome);
        Note(session, commandId, answer);
        return answer.ToWire(commandId, step.Step);
    }

    public async Task<Wire.PanicState> Raise(string efectivoId, DistressReading reading)
    {
        var alarm = reading.ToAlarm(efectivoId);
        var answer = await grains.GetGrain<IAlarmGrain>(efectivoId).Raise(alarm);
        var state = answer.Alarm.ToPanicState();
        // As its client knows it.
        state.AlarmId = reading.NamedId.Length > 0 ? reading.NamedId : alarm.AlarmId;
        state.LeftOut.AddRange(reading.LeftOut.Select(left => new Wire.LeftOut { Field = left.Field, Value = left.Value ?? "", Rule = left.Rule }));
        state.Rule = answer.Outcome switch
        {
            AlarmOutcome.Done or AlarmOutcome.Unchanged or AlarmOutcome.RingsUnstored => "",
            AlarmOutcome.UnknownEfectivo => "an efectivo that is registered",
            _ => answer.Rule.Length > 0 ? answer.Rule : answer.Outcome.ToString(),
        };
        return state;
    }

    public async Task<Wire.CheckInState> CheckIn(string efectivoId) => (await grains.GetGrain<IWelfareGrain>(efectivoId).CheckIn()).ToWire();

    public async Task<Wire.AvailabilityResult> Change(string efectivoId, AvailabilityChange change)
    {
        var answer = await grains.GetGrain<IEfectivoGrain>(efectivoId).ChangeAvailability(change);
        return new Wire.AvailabilityResult
        {
            Availability = (Wire.Availability)(answer.Availability ?? default),
            Rule = answer.Outcome == AvailabilityOutcome.UnknownEfectivo ? "an efectivo that is registered" : answer.Rule,
        };
    }

    // An answer settles an order, and being seen settles a notice. A command that ended otherwise needs no answer either.
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
