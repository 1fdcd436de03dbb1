using Google.Protobuf.WellKnownTypes;
using GrupoGad.Geo;
using GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Messages;

/// <summary>Places and times as the protocol writes them. Unknown ones are left out.</summary>
internal static class PlaceWire
{
    public static LatLon ToWire(this GeoPoint point) => new() { Latitude = point.Latitude, Longitude = point.Longitude };

    public static LatLon? ToWire(this GeoPoint? point) => point?.ToWire();

    /// <param name="time">UTC, whatever its kind says: a stored time may have lost it.</param>
    public static Timestamp ToWire(this DateTime time) => Timestamp.FromDateTime(DateTime.SpecifyKind(time, DateTimeKind.Utc));

    public static Timestamp? ToWire(this DateTime? time) => time?.ToWire();
}
