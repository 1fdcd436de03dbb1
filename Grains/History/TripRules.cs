using GrupoGad.Efectivos;
using GrupoGad.Geo;

namespace GrupoGad.History;

/// <summary>How a track falls into trips, stops and silences. Pure.</summary>
/// <remarks>
/// A stop begins at a fix when all that follow for <see cref="StopMin"/> or longer stay within <see cref="StopRadiusM"/> of it; it ends at the last of them.
/// What lies between two stops is a trip when it leads further than that radius; else it was standing about, and belongs to the stop before it. A pause of
/// more than <see cref="Trips.SilenceMin"/> between two fixes is a silence: neither a stop nor a trip goes over it.
/// </remarks>
public static class TripRules
{
    /// <summary>Metres. A good fix in a street of houses is off by 10–30 m; parked units wander by that.</summary>
    public const double StopRadiusM = 50;

    /// <summary>Longer than most traffic lights and bus stops, shorter than an errand.</summary>
    public static readonly TimeSpan StopMin = TimeSpan.FromMinutes(3);


    /// <param name="fixes">By device time, no instant twice.</param>
    public static IReadOnlyList<TrackLeg> Legs(IReadOnlyList<Fix> fixes)
    {
        var legs = new List<TrackLeg>();
        for (var first = 0; first < fixes.Count;)
        {
            var last = first;
            while (last + 1 < fixes.Count && fixes[last + 1].DeviceTime - fixes[last].DeviceTime <= Trips.SilenceMin)
            {
                last++;
            }
            Unbroken(fixes, first, last, legs);
            if (last + 1 < fixes.Count)
            {
                legs.Add(Leg(LegKind.Silence, fixes, last, last + 1));
            }
            first = last + 1;
        }
        return legs;
    }

    private static void Unbroken(IReadOnlyList<Fix> fixes, int first, int last, List<TrackLeg> legs)
    {
        // Where the stop before began, and where it ended: from there on it moves.
        var (stop, start) = (first, first);
        for (var at = first; at <= last;)
        {
            var stayed = Stayed(fixes, at, last);
            if (fixes[stayed].DeviceTime - fixes[at].DeviceTime < StopMin)
            {
                at++;
                continue;
            }
            Move(fixes, start, at, legs);
            stop = Stay(fixes, stop, at, stayed, legs);
            start = stayed;
            at = stayed + 1;
        }
        Move(fixes, start, last, legs);
    }

    /// <summary>The last of the fixes that stay near this one without a break.</summary>
    private static int Stayed(IReadOnlyList<Fix> fixes, int at, int last)
    {
        var stayed = at;
        while (stayed < last && Sphere.DistanceM(fixes[at].Point, fixes[stayed + 1].Point) <= StopRadiusM)
        {
            stayed++;
        }
        return stayed;
    }

    private static void Move(IReadOnlyList<Fix> fixes, int from, int to, List<TrackLeg> legs)
    {
        for (var i = from + 1; i <= to; i++)
        {
            if (Sphere.DistanceM(fixes[from].Point, fixes[i].Point) > StopRadiusM)
            {
                legs.Add(Leg(LegKind.Trip, fixes, from, to));
                return;
            }
        }
    }

    /// <returns>Where the stop began: this one, or that before when it stood about in between. One stop then, not two that touch.</returns>
    private static int Stay(IReadOnlyList<Fix> fixes, int before, int from, int to, List<TrackLeg> legs)
    {
        var goesOn = legs is [.., { Kind: LegKind.Stop } known] && Sphere.DistanceM(known.Start, fixes[from].Point) <= StopRadiusM;
        var first = goesOn ? before : from;
        if (goesOn)
        {
            legs.RemoveAt(legs.Count - 1);
        }
        var middle = Middle(fixes, first, to);
        legs.Add(Leg(LegKind.Stop, fixes, first, to) with { Start = middle, End = middle });
        return first;
    }

    private static TrackLeg Leg(LegKind kind, IReadOnlyList<Fix> fixes, int from, int to)
    {
        var distance = 0.0;
        for (var i = from; kind == LegKind.Trip && i < to; i++)
        {
            distance += Sphere.DistanceM(fixes[i].Point, fixes[i + 1].Point);
        }
        return new TrackLeg
        {
            Kind = kind, From = fixes[from].DeviceTime, To = fixes[to].DeviceTime, Start = fixes[from].Point, End = fixes[to].Point,
            DistanceM = distance, Fixes = to - from + 1,
        };
    }

    private static GeoPoint Middle(IReadOnlyList<Fix> fixes, int from, int to)
    {
        var (latitude, east) = (0.0, 0.0);
        for (var i = from; i <= to; i++)
        {
            latitude += fixes[i].Point.Latitude;
            east += Math.IEEERemainder(fixes[i].Point.Longitude - fixes[from].Point.Longitude, 360);
        }
        var count = to - from + 1;
        return new GeoPoint(latitude / count, Math.IEEERemainder(fixes[from].Point.Longitude + east / count, 360));
    }
}
