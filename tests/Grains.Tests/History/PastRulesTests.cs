using CsCheck;
using GrupoGad.Efectivos;
using GrupoGad.Geo;

namespace GrupoGad.History;

public sealed class PastRulesTests
{
    private static readonly DateTime _noon = new(2026, 3, 14, 12, 0, 0, DateTimeKind.Utc);
    private static readonly GeoBounds _box = new(0, 0, 0.01, 0.01);

    private static readonly Gen<GeoPoint> _near = Gen.Select(Gen.Double[-0.02, 0.02], Gen.Double[-0.02, 0.02], (latitude, longitude) => new GeoPoint(latitude, longitude));

    [Fact]
    public void What_a_replay_tells_adds_up_to_who_is_in_the_area() => Gen.Select(Gen.Int[0, 4], Gen.Int[0, 30], _near).Array[0, 60].Sample(sent =>
    {
        var reports = sent.Select((one, i) => Report($"E-{one.Item1}", one.Item2, one.Item3, i)).ToArray();
        var before = reports.Take(10).GroupBy(report => report.EfectivoId).ToDictionary(group => group.Key, group => group.MaxBy(report => report.Fix.DeviceTime));
        var replay = new LiveReplay(_box, before);
        var shown = before.Values.Where(report => _box.Contains(report.Fix.Point)).ToDictionary(report => report.EfectivoId, report => report.Fix);
        for (var i = 10; i < reports.Length; i++)
        {
            if (replay.Next(reports[i]) is var (left, fix))
            {
                _ = left ? shown.Remove(reports[i].EfectivoId) : (shown[reports[i].EfectivoId] = fix) == fix;
            }
        }
        // Of one instant of a device the first counts: the store keeps no second.
        var live = reports.GroupBy(report => report.EfectivoId).Select(group => group.OrderBy(report => report.Fix.DeviceTime).ThenBy(report => report.ReportId))
            .Select(ordered => ordered.Last(report => report.ReportId == ordered.First(same => same.Fix.DeviceTime == ordered.Last().Fix.DeviceTime).ReportId));
        Assert.Equal(
            live.Where(report => _box.Contains(report.Fix.Point)).Select(report => (report.EfectivoId, report.Fix)).OrderBy(pair => pair.EfectivoId, StringComparer.Ordinal),
            shown.Select(pair => (pair.Key, pair.Value)).OrderBy(pair => pair.Key, StringComparer.Ordinal));
    });

    [Fact]
    public void Every_point_left_out_of_a_line_lies_within_the_tolerance_of_what_remains() => Gen.Select(_near.Array[0, 80], Gen.Double[1, 2_000]).Sample((line, toleranceM) =>
    {
        var kept = LineSimplification.Keep(line, toleranceM);
        if (line.Length > 0)
        {
            Assert.Equal((0, line.Length - 1), (kept[0], kept[^1]));
        }
        Assert.Equal(kept.Order().Distinct(), kept);
        foreach (var (first, last) in kept.Zip(kept.Skip(1)))
        {
            Assert.All(Enumerable.Range(first, last - first), i => Assert.InRange(OffM(line[i], line[first], line[last]), 0, toleranceM * 1.001));
        }
    });

    [Fact]
    public void A_trail_goes_through_every_cell_of_its_fixes_and_only_through_cells_of_its_ways() => Gen.Select(_near.Array[2, 12], Gen.Int[12, 17]).Sample((points, level) =>
    {
        var fixes = points.Select((point, i) => new Fix { Point = point, DeviceTime = _noon.AddSeconds(i * (i % 5 == 4 ? 200 : 30)) }).OrderBy(fix => fix.DeviceTime).ToArray();
        var trail = CellTrail.Of(fixes, level).ToArray();
        Assert.Equal(trail.Select(step => step.At).Order(), trail.Select(step => step.At));
        Assert.Equal(fixes.Select(fix => CellId.FromPoint(fix.Point, level)), trail.Where(step => !step.Interpolated).Select(step => step.Cell));
        // The straight way on the map, walked in small steps.
        var walked = fixes.Zip(fixes.Skip(1)).Where(way => way.Second.DeviceTime - way.First.DeviceTime <= CellTrail.StepMax)
            .SelectMany(way => Enumerable.Range(0, 2_001).Select(step => CellId.FromPoint(Between(way.First.Point, way.Second.Point, step / 2_000.0), level))).ToHashSet();
        Assert.Empty(trail.Where(step => step.Interpolated).Select(step => step.Cell).Except(walked));
    }, iter: 50);

    [Fact]
    public void Nobody_knows_the_way_between_fixes_far_apart_in_time()
    {
        Fix[] fixes = [new() { Point = new(0, 0), DeviceTime = _noon }, new() { Point = new(0, 0.02), DeviceTime = _noon.AddSeconds(121) }];
        Assert.Equal(2, CellTrail.Of(fixes, 16).Count());
        fixes[1] = fixes[1] with { DeviceTime = _noon.AddSeconds(120) };
        Assert.True(CellTrail.Of(fixes, 16).Count() > 3);
    }

    [Fact]
    public void A_unit_that_parks_drives_waits_at_a_light_and_goes_silent_is_told_so()
    {
        // Ten minutes parked, a drive of 4 km with a minute's wait, five minutes parked, off for an hour.
        var places = new List<(double Minute, double Longitude)>();
        places.AddRange(Enumerable.Range(0, 21).Select(i => (i * 0.5, (i % 2) * 0.0001)));
        places.AddRange(Enumerable.Range(1, 10).Select(i => (10 + i * 0.5, i * 0.002)));
        places.AddRange([(15.5, 0.02), (16, 0.02)]);
        places.AddRange(Enumerable.Range(1, 8).Select(i => (16 + i * 0.5, 0.02 + i * 0.002)));
        places.AddRange(Enumerable.Range(1, 10).Select(i => (20 + i * 0.5, 0.036)));
        places.Add((85, 0.1));
        var legs = TripRules.Legs([.. places.Select(place => new Fix { Point = new GeoPoint(0, place.Longitude), DeviceTime = _noon.AddMinutes(place.Minute) })]);
        Assert.Equal([(LegKind.Stop, 10.0), (LegKind.Trip, 10), (LegKind.Stop, 5), (LegKind.Silence, 60)], legs.Select(leg => (leg.Kind, leg.Duration.TotalMinutes)));
        Assert.Equal(4_003, legs[1].DistanceM, 1.0);
    }

    [Fact]
    public void A_track_of_none_or_one_has_no_legs()
    {
        Assert.Empty(TripRules.Legs([]));
        Assert.Empty(TripRules.Legs([new Fix { Point = new(0, 0), DeviceTime = _noon }]));
    }

    private static PositionReport Report(string id, int second, GeoPoint point, int place) => new()
    {
        EfectivoId = id, ReportId = place, ReceivedTime = _noon.AddMinutes(1).AddSeconds(place), Source = ReportSource.Rest,
        Fix = new Fix { Point = point, DeviceTime = _noon.AddSeconds(second) },
    };

    private static GeoPoint Between(GeoPoint from, GeoPoint to, double share)
    {
        var (a, b) = (Mercator.Fraction(from), Mercator.Fraction(to));
        return new GeoPoint(Mercator.Latitude(a.Y + (b.Y - a.Y) * share), Mercator.Longitude(a.X + (b.X - a.X) * share));
    }

    /// <summary>The least distance to any of many places on the way.</summary>
    private static double OffM(GeoPoint point, GeoPoint from, GeoPoint to) => Enumerable.Range(0, 4_001).Min(i => Sphere.DistanceM(point,
        new GeoPoint(from.Latitude + (to.Latitude - from.Latitude) * i / 4_000.0, from.Longitude + (to.Longitude - from.Longitude) * i / 4_000.0)));
}
