using GrupoGad.Commands;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Messages;

/// <summary>An efectivo's own state, as the protocol writes it for the efectivo's client.</summary>
internal static class OwnWire
{
    /// <summary>Without a sequence: each session gives it one of its own.</summary>
    public static Wire.ServerFrame ToWire(this OwnState state) => state.Part switch
    {
        OwnPart.Alarm => new Wire.ServerFrame { PanicState = state.Alarm.ToPanicState() },
        OwnPart.CheckIn => new Wire.ServerFrame { CheckInState = state.CheckIn?.ToWire() ?? new Wire.CheckInState() },
        _ => new Wire.ServerFrame { AvailabilityResult = new Wire.AvailabilityResult { Availability = (Wire.Availability)(state.Availability ?? default) } },
    };
}
