using GrupoGad.Cells;
using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Live.Broadcast;
using GrupoGad.WebFrontend.Live.Replicas;
using Availability = GrupoGad.Efectivos.Availability;
using EfectivoView = GrupoGad.Efectivos.EfectivoView;

namespace GrupoGad.WebFrontend.Live.Frames;

/// <summary>Writes the pieces of live frames in one subprotocol. Only the broadcaster uses it, for one tick at a time.</summary>
internal interface IFrameEncoder
{
    Subprotocol Subprotocol { get; }

    /// <summary>The instant that ages in all its pieces refer to, whole seconds since 1970.</summary>
    long TickS { get; }

    /// <summary>Forgets all pieces of the tick before.</summary>
    /// <param name="tickS">The new tick, whole seconds since 1970.</param>
    void Begin(long tickS);

    /// <summary>A cell's changes, or all of it.</summary>
    Segment Cell(CellReplica replica, bool whole);

    Segment Count(CountReplica replica);

    Segment State(EfectivoView view);

    /// <summary>A frame that stands alone, as a whole message. There are few of them: the generated classes write it.</summary>
    Segment Message(ServerFrame frame);

    /// <summary>A copy of what <see cref="Message"/> wrote.</summary>
    LiveMessage Alone(Segment segment);

    /// <summary>Copies a session's pieces into one message. The binary one leaves the tick out when it is <see cref="SessionView.TickToldS"/>.</summary>
    LiveMessage Compose(SessionView view);
}

/// <summary>Availability on the wire. The grain's numbers are the wire's: append only.</summary>
internal static class WireAvailability
{
    public static string Name(Availability availability) => availability switch
    {
        Availability.Available => "AVAILABLE",
        Availability.OnTask => "ON_TASK",
        Availability.OffDuty => "OFF_DUTY",
        Availability.Unavailable => "UNAVAILABLE",
        _ => "AVAILABILITY_UNSPECIFIED",
    };

    /// <summary>Counts in the order of <c>CountFrame.by_availability</c>.</summary>
    public static void Fill(in CellCounts counts, Span<uint> four) =>
        (four[0], four[1], four[2], four[3]) = ((uint)counts.Available, (uint)counts.OnTask, (uint)counts.OffDuty, (uint)counts.Unavailable);
}
