using System.Collections.Immutable;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using GrupoGad.Geo;
using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Places;
using Enum = System.Enum;
using Refusal = GrupoGad.WebFrontend.Hosting.Refusal;

namespace GrupoGad.WebFrontend.Messages;

/// <summary>Reads single values of one message and remembers the first that no domain value stands for. The grains judge the rest.</summary>
internal sealed class WireReading : BodyReading
{
    private const long DurationSecondsMax = 315_576_000_000;

    /// <summary>Numbers of the wire are those of the domain; 0 is nobody's.</summary>
    public T Choice<T>(string field, int number) where T : struct, Enum
    {
        var value = (T)Enum.ToObject(typeof(T), number);
        if (!Enum.IsDefined(value))
        {
            Refuse(field, number.ToString(CultureInfo.InvariantCulture), "one of " + string.Join(", ", Enum.GetNames<T>()));
        }
        return value;
    }

    public GeoPoint? Point(string field, LatLon? wire)
    {
        if (wire is null)
        {
            return null;
        }
        var point = new GeoPoint(wire.Latitude, wire.Longitude);
        if (!point.IsValid)
        {
            Refuse(field, string.Create(CultureInfo.InvariantCulture, $"{wire.Latitude},{wire.Longitude}"), PointItem.Rule);
        }
        return point;
    }

    public ImmutableArray<GeoPoint> Points(string field, IReadOnlyList<LatLon> wire)
    {
        var points = ImmutableArray.CreateBuilder<GeoPoint>(wire.Count);
        for (var i = 0; i < wire.Count; i++)
        {
            points.Add(Point($"{field}[{i}]", wire[i]) ?? default);
        }
        return points.MoveToImmutable();
    }

    public DateTime? Time(string field, Timestamp? wire)
    {
        if (wire is null)
        {
            return null;
        }
        // The range of the protobuf type, which is that of DateTime.
        if (wire.Seconds is < -62_135_596_800 or > 253_402_300_799 || wire.Nanos is < 0 or > 999_999_999)
        {
            Refuse(field, $"{wire.Seconds}.{wire.Nanos}", "a time of the years 1 to 9999");
            return null;
        }
        return wire.ToDateTime();
    }

    public DateTime RequiredTime(string field, Timestamp? wire)
    {
        if (wire is null)
        {
            Refuse(new Refusal(field, null, "present") { Code = RefusalCodes.Missing });
        }
        return Time(field, wire) ?? default;
    }

    public TimeSpan? Length(string field, Duration? wire)
    {
        if (wire is null)
        {
            return null;
        }
        if (wire.Seconds is < 0 or > DurationSecondsMax || wire.Nanos is < 0 or > 999_999_999)
        {
            Refuse(field, $"{wire.Seconds}.{wire.Nanos}", "a length of time, not negative");
            return null;
        }
        return wire.ToTimeSpan();
    }

    /// <param name="number">Of the wire, where it has no sign.</param>
    public int Count(string field, uint number)
    {
        if (number > int.MaxValue)
        {
            Refuse(field, number.ToString(CultureInfo.InvariantCulture), "smaller");
        }
        return (int)Math.Min(number, int.MaxValue);
    }
}
