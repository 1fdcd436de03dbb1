using GrupoGad.Efectivos;
using GrupoGad.Geo;
using GrupoGad.History;

namespace GrupoGad.Silo.Tests.History;

/// <summary>The rules of trips and stops over every track of a real fleet, held against a plain reading of the same fixes.</summary>
[Collection(nameof(RealTrace))]
public sealed class TripTests(TraceStore trace)
{
    [Fact]
    public async Task Every_real_track_falls_into_trips_stops_and_silences_that_are_what_they_say()
    {
        await trace.Stack();
        var (trips, stops, silences) = (0, 0, 0);
        foreach (var sent in trace.Stored.GroupBy(report => report.EfectivoId))
        {
            var fixes = sent.Select(report => report.Fix).OrderBy(fix => fix.DeviceTime).ToArray();
            var legs = TripRules.Legs(fixes);
            Assert.All(legs.Zip(legs.Skip(1)), pair => Assert.True(pair.First.To <= pair.Second.From, $"{sent.Key}: {pair}"));
            Assert.Equal(Silences(fixes), legs.Where(leg => leg.Kind == LegKind.Silence).Select(leg => (leg.From, leg.To)));
            Assert.All(legs.Where(leg => leg.Kind == LegKind.Stop), stop => IsStop(stop, fixes));
            Assert.All(legs.Where(leg => leg.Kind == LegKind.Trip), trip => IsTrip(trip, fixes));
            // Nowhere else did it stay.
            Assert.All(StandingStill(fixes), still => Assert.Contains(legs, leg => leg.Kind == LegKind.Stop && leg.From <= still.From && leg.To >= still.To));
            trips += legs.Count(leg => leg.Kind == LegKind.Trip);
            stops += legs.Count(leg => leg.Kind == LegKind.Stop);
            silences += legs.Count(leg => leg.Kind == LegKind.Silence);
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{trips} trips, {stops} stops, {silences} silences");
        Assert.True(trips > 100 && stops > 100, $"{trips} trips, {stops} stops");
    }

    private static IEnumerable<(DateTime, DateTime)> Silences(Fix[] fixes) => fixes.Zip(fixes.Skip(1))
        .Where(pair => pair.Second.DeviceTime - pair.First.DeviceTime > Trips.SilenceMin).Select(pair => (pair.First.DeviceTime, pair.Second.DeviceTime));

    private static void IsStop(TrackLeg stop, Fix[] fixes)
    {
        Assert.True(stop.Duration >= TripRules.StopMin);
        var during = During(stop, fixes);
        Assert.Equal(stop.Fixes, during.Length);
        Assert.All(during, fix => Assert.InRange(Sphere.DistanceM(stop.Start, fix.Point), 0, 3 * TripRules.StopRadiusM));
    }

    private static void IsTrip(TrackLeg trip, Fix[] fixes)
    {
        var during = During(trip, fixes);
        Assert.Equal((trip.Fixes, trip.Start, trip.End), (during.Length, during[0].Point, during[^1].Point));
        Assert.Contains(during, fix => Sphere.DistanceM(trip.Start, fix.Point) > TripRules.StopRadiusM);
        Assert.Equal(during.Zip(during.Skip(1)).Sum(pair => Sphere.DistanceM(pair.First.Point, pair.Second.Point)), trip.DistanceM, 1e-6);
    }

    /// <summary>From each fix on: the times for which all that follow stay near it, where they are long enough; the first of those that overlap.</summary>
    private static IEnumerable<(DateTime From, DateTime To)> StandingStill(Fix[] fixes)
    {
        for (var i = 0; i < fixes.Length; i++)
        {
            var near = fixes.Skip(i + 1).Select((fix, after) => (Fix: fix, Gap: fix.DeviceTime - fixes[i + after].DeviceTime))
                .TakeWhile(next => next.Gap <= Trips.SilenceMin && Sphere.DistanceM(fixes[i].Point, next.Fix.Point) <= TripRules.StopRadiusM).Count();
            if (fixes[i + near].DeviceTime - fixes[i].DeviceTime >= TripRules.StopMin)
            {
                yield return (fixes[i].DeviceTime, fixes[i + near].DeviceTime);
                i += near;
            }
        }
    }

    private static Fix[] During(TrackLeg leg, Fix[] fixes) => [.. fixes.Where(fix => fix.DeviceTime >= leg.From && fix.DeviceTime <= leg.To)];
}
