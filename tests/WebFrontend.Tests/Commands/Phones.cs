using System.Diagnostics.Metrics;
using Google.Protobuf.WellKnownTypes;
using GrupoGad.Commands;
using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Tests.Fakes;
using GrupoGad.WebFrontend.Tests.Live;
using LadderStep = GrupoGad.Protocol.V1.LadderStep;

namespace GrupoGad.WebFrontend.Tests.Commands;

/// <summary>What tests do with the client of an efectivo.</summary>
internal static class Phones
{
    public static async Task<Attached> Attach(this LiveClient phone, string device = "", string token = "", ulong last = 0)
    {
        await phone.Send(new ClientFrame { Attach = new Attach { Device = device, ResumeToken = token, LastSequence = last } });
        return await phone.Until(frame => frame.Attached, "being attached");
    }

    public static async Task<(string CommandId, ulong Sequence)> NextCommand(this LiveClient phone)
    {
        var frame = await phone.Until(frame => frame.Sequence == 0 ? null : frame, "a numbered frame");
        return (frame.Command?.CommandId ?? "withdrawn " + frame.CommandWithdrawn.CommandId, frame.Sequence);
    }

    public static Task Acknowledge(this LiveClient phone, string commandId, LadderStep step, DateTime? at = null, string reason = "") => phone.Send(new ClientFrame
    {
        CommandAck = new CommandAck { CommandId = commandId, Step = step, At = Timestamp.FromDateTime(at ?? DateTime.UtcNow), Reason = reason },
    });

    public static Task<CommandAckResult> Result(this LiveClient phone) => phone.Until(frame => frame.CommandAckResult, "the answer to an acknowledgement");

    public static async Task Offer(this LiveWorld world, string code, CommandOffer order) => await world.Grains.GetGrain<IInboxFeedGrain>(code).Offer(order);

    /// <summary>What is so of an efectivo from now on, as its grain would tell the inbox.</summary>
    public static async Task Changes(this LiveWorld world, InboxScript script, string code, OwnState state)
    {
        script.Own[state.Part] = state;
        await world.Grains.GetGrain<IInboxOwnGrain>(code).Changed(state.Part);
    }

    public static async Task Withdraw(this LiveWorld world, string code, string commandId, string reason) =>
        await world.Grains.GetGrain<IInboxFeedGrain>(code).Withdraw(commandId, reason);
}

internal static class Meters
{
    /// <summary>Hears one instrument of one gateway.</summary>
    public static MeterListener Listen(Gateway gateway, string name, Action<long> count)
    {
        var meters = gateway.Get<IMeterFactory>();
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == name && ReferenceEquals(instrument.Meter.Scope, meters))
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, measurement, _, _) => count(measurement));
        listener.Start();
        return listener;
    }
}
