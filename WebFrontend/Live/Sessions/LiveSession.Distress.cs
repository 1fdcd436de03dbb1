using System.Globalization;
using GrupoGad.Geo;
using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Alarms;
using GrupoGad.WebFrontend.Messages;

namespace GrupoGad.WebFrontend.Live.Sessions;

/// <remarks>
/// A call for help is taken from any frame, even a broken one, one too large, one of the wrong type or one too many.
/// Only the caller is checked.
/// </remarks>
internal sealed partial class LiveSession
{
    /// <summary>Beyond the rate of all frames so many panics a second are taken yet: a client that floods may be in danger.</summary>
    private const double PanicsPerS = 2;

    // A room of their own: nothing an efectivo says keeps its call for help waiting.
    private readonly CallRoom _panics = new(16);
    private readonly TokenBucket _panicBucket;

    private void Take(Panic panic)
    {
        var reading = new DistressReading(_with.Clock.GetUtcNow().UtcDateTime);
        reading.Named(panic.AlarmId);
        if (panic.Position is { } place)
        {
            reading.At(new GeoPoint(place.Latitude, place.Longitude), string.Create(CultureInfo.InvariantCulture, $"{place.Latitude},{place.Longitude}"));
        }
        if (panic.At is { } at)
        {
            reading.Said(new WireReading().Time("at", at), string.Create(CultureInfo.InvariantCulture, $"{at.Seconds}.{at.Nanos:D9}"));
        }
        Take(reading);
    }

    private void Take(DistressReading reading)
    {
        if (Own("panic") is { } own)
        {
            Start(_panics, "panic", reading.NamedId, async () => Answer(new ServerFrame { PanicState = await _with.Commands.Desk.Raise(own.EfectivoId, reading) }));
        }
    }

    /// <summary>True when a frame that cannot be taken as it is calls for help, or says that all is well.</summary>
    private bool TakeDistress(in Received received)
    {
        if (received.Bytes.IsEmpty)
        {
            return false;
        }
        var reading = DistressJson.Find(received.Bytes, _with.Clock.GetUtcNow().UtcDateTime, out var isCheckIn);
        if (reading is not null)
        {
            Take(reading);
        }
        else if (isCheckIn)
        {
            TakeCheckIn();
        }
        return reading is not null || isCheckIn;
    }
}
